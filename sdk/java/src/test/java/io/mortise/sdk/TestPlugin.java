package io.mortise.sdk;

import java.nio.file.Files;
import java.nio.file.Path;

/** A plugin that tests start as a process. Its first argument is a file that its stop hook writes. */
public final class TestPlugin {
    private TestPlugin() {}

    public static void main(String[] args) {
        Plugin.named("test-plugin")
                .handleBytes("echo", (call, input) -> input)
                .handleBytes("print", (call, input) -> {
                    System.out.print(new String(input));
                    return input;
                })
                .handleBytes("print_error", (call, input) -> {
                    System.err.println(new String(input));
                    return input;
                })
                .handleBytes("flood", (call, input) -> {
                    for (int i = 0; i < 40_000; i++) {
                        System.out.println("a line of text that nobody reads, number " + i);
                    }
                    return input;
                })
                .handleBytes("die_in_thread", (call, input) -> {
                    var thread = new Thread(() -> {
                        throw new IllegalStateException("lost");
                    });
                    thread.start();
                    thread.join();
                    return input;
                })
                .onStop(() -> {
                    if (args.length > 0) {
                        write(Path.of(args[0]));
                    }
                })
                .serve(args);
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "stopped");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

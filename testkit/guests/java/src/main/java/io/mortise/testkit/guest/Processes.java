package io.mortise.testkit.guest;

import io.mortise.sdk.Plugin;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Functions that only a process can have. */
final class Processes {
    private static final byte[] OK = Basics.utf8("ok");

    private Processes() {}

    static void register(Plugin plugin) {
        plugin.handleBytes("background", (call, input) -> background(plugin, Basics.text(input)))
                .handleBytes("env", (call, input) -> Values.MAPPER.writeValueAsBytes(System.getenv()))
                .handleBytes("pid", (call, input) -> pid(ProcessHandle.current()))
                .handleBytes("pid_of_parent", (call, input) -> ProcessHandle.current()
                        .parent()
                        .map(Processes::pid)
                        .orElse(OK))
                .handleBytes("crash", (call, input) -> {
                    Runtime.getRuntime().halt(Fields.parse("CODE", input).small("CODE"));
                    return OK;
                })
                .handleBytes("kill_self", (call, input) -> killSelf())
                .handleBytes("stderr", (call, input) -> stderr(input))
                .handleBytes("sleep_ignore", (call, input) -> sleepIgnore(input));
    }

    /** Does its work in the plugin's own name, on a thread that knows no call. */
    private static byte[] background(Plugin plugin, String key) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> Basics.utf8(Long.toString(plugin.host().kv().set(key, Basics.utf8("background")))))
                .get(30, TimeUnit.SECONDS);
    }

    private static byte[] pid(ProcessHandle process) {
        return Basics.utf8(Long.toString(process.pid()));
    }

    /** SIGKILL, as the kernel's memory killer would. */
    private static byte[] killSelf() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        return OK;
    }

    /** Past {@code System.err}: what a native library or a dying runtime would write. */
    private static byte[] stderr(byte[] lines) throws IOException {
        var real = new FileOutputStream(FileDescriptor.err); // never closed: it is the process's
        real.write(lines);
        real.write('\n');
        return OK;
    }

    /** Holds its thread for as many milliseconds as it is told, whatever anybody asks. */
    private static byte[] sleepIgnore(byte[] input) {
        long end = System.nanoTime() + Fields.parse("COUNT", input).number("COUNT") * 1_000_000;
        boolean interrupted = false;
        while (System.nanoTime() < end) {
            try {
                TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true; // the point of this function
            }
        }
        return Basics.utf8(interrupted ? "interrupted" : "ok");
    }
}

package io.mortise.testkit.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this JVM holds of the machine: file handles, child processes, threads. Linux. */
record OpenResources(long files, long processes, long threads) {
    private static final Path HANDLES = Path.of("/proc/self/fd");

    static boolean canBeCounted() {
        return Files.isDirectory(HANDLES);
    }

    static OpenResources now() {
        try (Stream<Path> handles = Files.list(HANDLES)) {
            return new OpenResources(
                    handles.count(),
                    ProcessHandle.current().descendants().count(),
                    Thread.getAllStackTraces().size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Live bytes after a collection. */
    static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

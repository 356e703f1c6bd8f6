package io.mortise.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this JVM holds of the machine: live heap after a collection, threads, file handles (0 where not countable), processes. */
record Holdings(long heapBytes, long threads, long handles, long processes) {
    private static final Path HANDLES = Path.of("/proc/self/fd");

    static Holdings now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Holdings(
                runtime.totalMemory() - runtime.freeMemory(),
                Thread.getAllStackTraces().size(),
                handleCount(),
                ProcessHandle.current().descendants().count());
    }

    private static long handleCount() {
        if (!Files.isDirectory(HANDLES)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(HANDLES)) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True when a later look shows no more than noise beyond this one; the pools of reloads begin with the first. */
    boolean isFlat(Holdings later) {
        return later.heapBytes <= heapBytes + (24L << 20)
                && later.threads <= threads + 8
                && later.handles <= handles + 4
                && later.processes <= processes;
    }
}

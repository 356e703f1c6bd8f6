package io.mortise.grpc.internal.process;

import io.mortise.api.Deadline;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one thread that starts plugin processes, alive until the factory closes.
 *
 * <p>A parent-death signal fires when the <em>thread</em> that started the child ends. On a thread of a pool that would
 * kill healthy plugins; here it fires with the JVM. No order can end it: whatever a start throws goes to its caller.
 */
public final class LaunchThread implements AutoCloseable {
    private static final int MAX_WAITING = 256;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), LaunchThread::immortal);

    private static Thread immortal(Runnable orders) {
        var thread = new Thread(orders, "mortise/launch");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts {@code builder}; a process that comes after nobody waits for it is killed.
     *
     * @throws IOException as {@link ProcessBuilder#start} does
     * @throws TimeoutException if the deadline passed first
     */
    public Process launch(ProcessBuilder builder, Deadline deadline)
            throws IOException, TimeoutException, InterruptedException {
        var started = new CompletableFuture<Process>();
        thread.execute(() -> start(builder, started));
        try {
            return started.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("the process could not be started", e.getCause());
        } finally {
            if (!started.isDone() && !started.cancel(false) && !started.isCompletedExceptionally()) {
                started.join().destroyForcibly();
            }
        }
    }

    private static void start(ProcessBuilder builder, CompletableFuture<Process> started) {
        try {
            if (!started.isDone()) {
                Process process = builder.start();
                if (!started.complete(process)) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            started.completeExceptionally(e); // an Error too: this thread's end would kill every plugin
        }
    }

    /** Ends the thread; every process it started must have ended before. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}

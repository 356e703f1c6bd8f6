package io.mortise.grpc.internal.wire;

import io.mortise.api.Sandbox;
import io.mortise.api.error.Detail;
import io.mortise.grpc.internal.output.ProcessOutput;
import io.mortise.grpc.internal.process.ExitName;
import io.mortise.grpc.internal.process.KillLadder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child process, the watch on its end, and what it said. Any thread. */
public final class PluginChild {
    private static final Logger LOG = LoggerFactory.getLogger(PluginChild.class);
    private static final int REPORTED_LINES = 50;
    /** After the exit: what is still in the pipe. A grandchild may hold it open for ever. */
    private static final long STDERR_MILLIS = 300;

    private final Process process;
    private final ProcessOutput output;
    private final KillLadder ladder;
    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<ExitName> exited = new CompletableFuture<>();
    private final CompletableFuture<Detail.Crash> ended = new CompletableFuture<>();

    private PluginChild(Process process, ProcessOutput output, Sandbox level) {
        this.process = process;
        this.output = output;
        this.ladder = new KillLadder(process, level);
    }

    /** Takes charge of {@code process}; the watch runs on a thread of its own, so nothing can hold it up. */
    static PluginChild watch(Process process, ProcessOutput output, Sandbox level, String threadPrefix) {
        var child = new PluginChild(process, output, level);
        var thread = new Thread(child::awaitEnd, threadPrefix + "exit");
        thread.setDaemon(true);
        thread.start();
        return child;
    }

    private void awaitEnd() {
        try {
            var exit = new ExitName(process.waitFor());
            exited.complete(exit);
            output.awaitStderr(STDERR_MILLIS);
            ended.complete(crash(exit.text(), Optional.of(exit)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(
                    "nobody interrupts the watch of a process: it is its thread's only user", e);
        }
    }

    private Detail.Crash crash(String end, Optional<ExitName> exit) {
        return new Detail.Crash(
                end,
                exit.map(ExitName::code).orElse(java.util.OptionalInt.empty()),
                uptime(),
                output.lastLines().last(REPORTED_LINES));
    }

    public long pid() {
        return process.pid();
    }

    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessOutput output() {
        return output;
    }

    /** How it ended; empty while it runs. */
    public Optional<ExitName> exit() {
        return Optional.ofNullable(exited.getNow(null));
    }

    /** Completes after the exit, when stderr was read too. */
    CompletableFuture<Detail.Crash> ended() {
        return ended;
    }

    /** Runs {@code task} at the exit, at once, on the watch's thread. */
    void whenExited(Runnable task) {
        guarded(exited.thenRun(task));
    }

    /** Hands over the report after the exit, when stderr was read too, on the watch's thread. */
    public void whenEnded(Consumer<Detail.Crash> listener) {
        guarded(ended.thenAccept(listener));
    }

    private void guarded(CompletableFuture<Void> reaction) {
        var unused = reaction.exceptionally(e -> {
            LOG.atError().addKeyValue("pid", process.pid()).setCause(e).log("a reaction to a process's end broke");
            return null;
        });
    }

    /** Why the connection is gone: the exit where there is one within {@code patience}, else that it was lost. */
    public Detail.Crash whyGone(Duration patience) {
        try {
            return ended.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            return crash("connection lost", Optional.empty());
        }
        return crash("connection lost", Optional.empty());
    }

    /** Remembers its children while it lives. */
    void look() {
        ladder.look();
    }

    void descend(boolean asked) {
        ladder.descend(asked);
        closeStdin();
    }

    /** SIGKILL to it and its tree; returns when they are gone. */
    public void killNow() {
        ladder.killNow();
        closeStdin();
    }

    /** Ours until now: its end tells a plugin of our SDK that the host is gone. */
    private void closeStdin() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            return; // the process is gone and its end of the pipe with it
        }
    }
}

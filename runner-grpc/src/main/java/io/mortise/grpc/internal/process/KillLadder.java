package io.mortise.grpc.internal.process;

import io.mortise.api.Sandbox;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a process and its tree, politely first. After it returns nothing that could be seen of it is alive. */
public final class KillLadder {
    /** go-plugin's hosts give as long after Shutdown. */
    private static final Duration AFTER_SHUTDOWN = Duration.ofSeconds(2);

    private static final Duration AFTER_TERM = Duration.ofSeconds(2);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Process process;
    private final ProcessTree tree;

    /** @param level the process's; it says what of its tree can be seen */
    public KillLadder(Process process, Sandbox level) {
        this.process = process;
        this.tree = new ProcessTree(process, level);
    }

    /** Remembers who belongs to the tree while parents still tell. */
    public void look() {
        tree.look();
    }

    /**
     * Goes down the ladder, each rung with its time.
     *
     * @param asked true when the process was told to shut down and may be on its way
     */
    public void descend(boolean asked) {
        boolean interrupted = asked && waitForRoot(AFTER_SHUTDOWN);
        if (process.isAlive()) {
            tree.terminate();
            interrupted |= waitForRoot(AFTER_TERM);
        }
        tree.kill();
        interrupted |= waitForTree();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGKILL to all at once. */
    public void killNow() {
        tree.kill();
        if (waitForTree()) {
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt must not leave a process behind: it only ends the waiting for this rung, and is told. */
    private boolean waitForRoot(Duration patience) {
        try {
            process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean waitForTree() {
        long end = System.nanoTime() + AFTER_KILL.toNanos();
        boolean interrupted = false;
        while (!tree.isGone() && System.nanoTime() < end) {
            tree.kill(); // a fork may have come between the look and the signal
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}

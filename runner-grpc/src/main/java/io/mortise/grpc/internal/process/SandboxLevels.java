package io.mortise.grpc.internal.process;

import io.mortise.api.Sandbox;
import java.util.Optional;

/** The levels to be had on this machine. Bubblewrap is tried once, at the first question about {@code full}. Any thread. */
public final class SandboxLevels {
    private final Launchers launchers;
    private final Object lock = new Object();
    private Optional<Bubblewrap> trial = Optional.empty();

    public SandboxLevels(Launchers launchers) {
        this.launchers = launchers;
    }

    public Launchers launchers() {
        return launchers;
    }

    /** The strongest level up to {@code wanted} that a process really gets here. */
    public Sandbox level(Sandbox wanted) {
        if (wanted == Sandbox.NONE || !launchers.missing().isEmpty()) {
            return Sandbox.NONE;
        }
        return wanted == Sandbox.FULL && full().works() ? Sandbox.FULL : Sandbox.LIMITED;
    }

    /** What became of the trial. */
    public Bubblewrap full() {
        synchronized (lock) {
            if (trial.isEmpty()) {
                trial = Optional.of(Bubblewrap.tried(launchers));
            }
            return trial.get();
        }
    }
}

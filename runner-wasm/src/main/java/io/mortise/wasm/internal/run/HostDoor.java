package io.mortise.wasm.internal.run;

import io.mortise.api.host.HostFailure;
import java.util.function.LongSupplier;

/** The way from a guest into host code and back: head-room proven, the frame moved, nothing of the guest above. */
public final class HostDoor {
    private final Frame frame;
    private final StackProbe probe;

    public HostDoor(Frame frame, StackProbe probe) {
        this.frame = frame;
        this.probe = probe;
    }

    /** Runs host code for the guest. {@link HostFailure} and other exceptions of the host pass through. */
    public long through(LongSupplier hostCode) {
        probe.prove();
        frame.enterHost();
        try {
            return hostCode.getAsLong();
        } finally {
            frame.leaveHost();
        }
    }
}

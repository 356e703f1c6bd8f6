package io.mortise.wasm.internal.run;

/** The way from a guest into host code and back: head-room on the stack proven first, then the frame moved. */
public final class HostDoor {
    private final Frame frame;
    private final StackProbe probe;

    public HostDoor(Frame frame, StackProbe probe) {
        this.frame = frame;
        this.probe = probe;
    }

    /** Proves head-room and stays in the guest; for work of our own that is more than a copy. */
    public void prove() {
        probe.prove();
    }

    /** Into the host. Whoever enters leaves, in a finally block. */
    public void enter() {
        probe.prove();
        frame.enterHost();
    }

    /** Back into the guest. Throws {@link Unwind.Expired} when the time ran out meanwhile. */
    public void leave() {
        frame.leaveHost();
    }
}

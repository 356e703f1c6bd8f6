package io.mortise.manager.internal.gate;

import io.mortise.api.Cancellation.Registration;
import io.mortise.api.Canceller;
import io.mortise.api.host.HostCall;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A host call in progress that may take long: it ends when its call does, or when its permission is taken back. */
final class OpenCall implements AutoCloseable {
    private final Canceller canceller = new Canceller();
    private final BooleanSupplier given;
    private final Registration parent;
    private final Set<OpenCall> all;
    private final HostCall call;
    private volatile boolean revoked;

    private OpenCall(Set<OpenCall> all, HostCall outer, BooleanSupplier given) {
        this.all = all;
        this.given = given;
        this.parent = outer.cancellation().onCancel(canceller::cancel);
        this.call = new HostCall(
                outer.plugin(),
                outer.identity(),
                outer.id(),
                outer.caller(),
                outer.chain(),
                outer.deadline(),
                canceller,
                outer.trace());
    }

    /** @param given false as soon as the permission this call runs under is gone */
    static OpenCall open(Set<OpenCall> all, HostCall outer, BooleanSupplier given) {
        OpenCall open = new OpenCall(all, outer, given);
        all.add(open);
        // The grant may have changed between the door and here; whoever changes it later finds this call in the set.
        open.recheck();
        return open;
    }

    /** What the service gets. */
    HostCall call() {
        return call;
    }

    void recheck() {
        if (!given.getAsBoolean()) {
            revoked = true;
            canceller.cancel();
        }
    }

    boolean isRevoked() {
        return revoked;
    }

    @Override
    public void close() {
        all.remove(this);
        parent.close();
    }
}

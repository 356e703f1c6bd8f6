package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostCall;
import io.mortise.manager.internal.audit.HostOperation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The way of host calls that may take long: the same steps as everywhere, and the call ends at once when its permission
 * is taken back.
 */
final class Passage {
    private final Door door;
    private final Set<OpenCall> open = ConcurrentHashMap.newKeySet();

    Passage(Door door) {
        this.door = door;
    }

    /** Ends what is open under a permission that is gone. Called after every change of the grant. */
    void recheck() {
        open.forEach(OpenCall::recheck);
    }

    /**
     * What is wanted.
     *
     * @param target what the audit shows
     * @param by the grant that allows it in a view; empty = none
     * @param granted what of this permission a view gives
     */
    record Want(
            HostOperation operation,
            String target,
            Function<GrantView, String> by,
            Function<GrantView, String> granted) {}

    /** What a service does. */
    @FunctionalInterface
    interface Work<R> {
        R run(HostCall call) throws Exception;
    }

    /** True in a view in which the call may go on. */
    @FunctionalInterface
    interface Standing {
        boolean holds(GrantView now);
    }

    <R> R through(HostCall call, Want want, ToLongFunction<R> bytes, Work<R> work) {
        return through(call, want, now -> !want.by().apply(now).isEmpty(), bytes, work);
    }

    <R> R through(HostCall call, Want want, Standing standing, ToLongFunction<R> bytes, Work<R> work) {
        long arrived = door.arrive(call);
        GrantView view = door.view();
        String by = want.by().apply(view);
        door.allow(call, want.operation(), want.target(), by, want.granted().apply(view));
        R result;
        try (OpenCall mine = OpenCall.open(open, call, () -> standing.holds(door.view()))) {
            result = run(want, work, mine);
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw door.failed(call, want.operation(), want.target(), by, arrived, e);
        }
        door.leave(call, want.operation(), want.target(), by, arrived, bytes.applyAsLong(result));
        return result;
    }

    /** A call that lost its permission on the way fails for that, whatever the service made of the cancellation. */
    private <R> R run(Want want, Work<R> work, OpenCall mine) throws Exception {
        try {
            R result = work.run(mine.call());
            if (!mine.isRevoked()) {
                return result;
            }
        } catch (Exception | LinkageError | StackOverflowError e) {
            if (!mine.isRevoked()) {
                throw e;
            }
        }
        // Counted where every failure of the work is.
        throw door.denial(want.operation(), want.target(), want.granted().apply(door.view()));
    }
}

package io.mortise.wasm;

import com.dylibso.chicory.wasm.ChicoryException;
import io.mortise.api.Call;
import io.mortise.api.CallId;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.api.host.HostCall;
import io.mortise.wasm.internal.abi.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes instances ready to serve: linked, initialised, started with the configuration. */
final class GuestMaker {
    private static final byte[] NOTHING = {};

    private final GuestPlan plan;

    GuestMaker(GuestPlan plan) {
        this.plan = plan;
    }

    /** A new instance, within the deadline. START_FAILED, GUEST_TRAPPED, DEADLINE_PASSED, CANCELLED, LIMIT_REACHED. */
    PooledGuest make(Deadline deadline, Cancellation cancellation) {
        PooledGuest guest = initialized(deadline, cancellation);
        begin(guest, deadline, cancellation);
        return guest;
    }

    /** Linked and initialised; so far it may be asked to describe itself. */
    PooledGuest initialized(Deadline deadline, Cancellation cancellation) {
        HostCall context = plan.host().background();
        Call call = call("_initialize", NOTHING, deadline, cancellation);
        PooledGuest guest = linked(call, context);
        return closedUnless(guest, () -> {
            guest.initialize(call, context);
            guest.retirement().ifPresent(why -> {
                throw failed(StartProblem.EXITED_EARLY, "_initialize", "its return", "an exit", "return from it");
            });
            return guest;
        });
    }

    /** The guest's own start. */
    void begin(PooledGuest guest, Deadline deadline, Cancellation cancellation) {
        closedUnless(guest, () -> {
            ask(guest, Entry.START, plan.config().json(), deadline, cancellation);
            return guest;
        });
    }

    /** What activation may do once for a generation. */
    void activate(PooledGuest guest, Deadline deadline) {
        closedUnless(guest, () -> {
            ask(guest, Entry.ACTIVATE, NOTHING, deadline, Cancellation.NONE);
            return guest;
        });
    }

    /** Runs one of the guest's own exports if it has it; a refusal is START_FAILED in its words. */
    Optional<byte[]> ask(PooledGuest guest, Entry entry, byte[] input, Deadline deadline, Cancellation cancellation) {
        if (!guest.has(entry)) {
            return Optional.empty();
        }
        Call call = call(entry.export(), input, deadline, cancellation);
        try {
            return Optional.of(guest.run(entry, call, plan.host().background()));
        } catch (PluginException e) {
            if (e.detail() instanceof Detail.Rejection rejection) {
                throw failed(
                        StartProblem.REFUSED,
                        entry.export(),
                        "success",
                        rejection.message(),
                        "see what the plugin wants of its configuration");
            }
            throw e;
        }
    }

    private PooledGuest linked(Call call, HostCall context) {
        try {
            return PooledGuest.link(plan, call, context);
        } catch (ChicoryException | OutOfMemoryError e) {
            String found = e.getMessage() == null ? e.toString() : e.getMessage();
            throw failed(StartProblem.INSTANTIATION, "linking", "an instance", found, "check limits.memory")
                    .causedBy(e);
        }
    }

    private static PooledGuest closedUnless(PooledGuest guest, Supplier<PooledGuest> step) {
        boolean isGood = false;
        try {
            PooledGuest done = step.get();
            isGood = true;
            return done;
        } finally {
            if (!isGood) {
                guest.close();
            }
        }
    }

    private PluginException failed(StartProblem problem, String step, String expected, String actual, String next) {
        return PluginException.of(
                Failure.START_FAILED,
                plan.subject(),
                "\"%s\" wanted %s, got %s; %s"
                        .formatted(step, expected, io.mortise.api.error.ForeignText.quote(actual), next),
                new Detail.StartFailure(problem, expected, actual, List.of(), next));
    }

    static Call call(String name, byte[] input, Deadline deadline, Cancellation cancellation) {
        return Call.of(new CallId(0), name, input, deadline).withCancellation(cancellation);
    }
}

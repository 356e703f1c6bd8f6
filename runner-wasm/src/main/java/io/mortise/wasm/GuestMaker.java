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
import io.mortise.wasm.internal.engine.EngineImage;
import io.mortise.wasm.internal.run.Unwind;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes instances ready to serve: linked, initialised, started with the configuration. */
final class GuestMaker {
    private static final byte[] NOTHING = {};

    private final GuestPlan plan;
    private final Object imageLock = new Object();
    private volatile Optional<EngineImage> image = Optional.empty();

    GuestMaker(GuestPlan plan) {
        this.plan = plan;
    }

    /** A new instance, within the deadline. START_FAILED, GUEST_TRAPPED, DEADLINE_PASSED, CANCELLED, LIMIT_REACHED. */
    PooledGuest make(Deadline deadline, Cancellation cancellation) {
        Optional<EngineImage> from = image.filter(kept -> !kept.isOutdated(plan.module()));
        if (from.isPresent()) {
            return restored(from.get(), deadline, cancellation);
        }
        PooledGuest guest = initialized(deadline, cancellation);
        begin(guest, deadline, cancellation);
        renewImage(guest);
        return guest;
    }

    /** The module was compiled since the image was taken: {@code started} gives the next one. */
    private void renewImage(PooledGuest started) {
        synchronized (imageLock) {
            if (image.filter(kept -> kept.isOutdated(plan.module())).isPresent() && !started.isOutdated()) {
                release();
                image = started.image();
            }
        }
    }

    private PooledGuest restored(EngineImage from, Deadline deadline, Cancellation cancellation) {
        PooledGuest guest = linked(call("restore", NOTHING, deadline, cancellation), Optional.of(from));
        return closedUnless(guest, () -> {
            guest.restore(from);
            return guest;
        });
    }

    /**
     * From here on instances are copies of what {@code started} is now: started, and not yet activated. Answers what an
     * operator should know.
     */
    String keepImage(PooledGuest started) {
        Optional<String> hindrance = started.hindersImage();
        if (hindrance.isPresent()) {
            return startsNormally(hindrance.get());
        }
        synchronized (imageLock) {
            image = started.image();
        }
        return image.isPresent()
                ? "wasm.image: new instances are copies of the first, random state included"
                : startsNormally("there is no memory left for an image");
    }

    static String startsNormally(String reason) {
        return "wasm.image: instances start the normal way, because " + reason;
    }

    /** Gives the image back; from here on instances start the normal way. */
    void dropImage() {
        synchronized (imageLock) {
            release();
        }
    }

    private void release() {
        image.ifPresent(kept -> plan.account().release(kept.bytes()));
        image = Optional.empty();
    }

    /** Linked and initialised; so far it may be asked to describe itself. */
    PooledGuest initialized(Deadline deadline, Cancellation cancellation) {
        HostCall context = plan.host().background();
        Call call = call("_initialize", NOTHING, deadline, cancellation);
        PooledGuest guest = linked(call, Optional.empty());
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

    private PooledGuest linked(Call call, Optional<EngineImage> from) {
        try {
            return PooledGuest.link(plan, call, plan.host().background(), from);
        } catch (Unwind.Limit e) {
            throw e.failure();
        } catch (OutOfMemoryError e) {
            PluginException failure = Ending.outOfMemory(call, plan.subject());
            plan.environment().listener().exhausted(failure);
            throw failure;
        } catch (ChicoryException e) {
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

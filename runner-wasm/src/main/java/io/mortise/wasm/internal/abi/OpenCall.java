package io.mortise.wasm.internal.abi;

import io.mortise.api.Call;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.Nature;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.HostDoor;
import io.mortise.wasm.internal.run.Unwind;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The call an instance is in, and its one way out to the host: on enough stack, counted, within the deadline. Every
 * dialect has one for each instance and begins it anew with every call. Only the thread that runs the instance.
 */
public final class OpenCall {
    /** Of one call. */
    public static final int MAX_HOST_CALLS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(OpenCall.class);

    final GuestLink link;
    final GuestMemory memory;
    private Call call;
    private HostCall context;
    private int hostCalls;

    public OpenCall(GuestLink link, Call idle, HostCall context) {
        this.link = link;
        this.memory = link.memory();
        this.call = idle;
        this.context = context;
    }

    public void begin(Call next, HostCall nextContext) {
        call = next;
        context = nextContext;
        hostCalls = 0;
    }

    public GuestLink link() {
        return link;
    }

    public GuestMemory memory() {
        return memory;
    }

    public Call call() {
        return call;
    }

    public HostCall context() {
        return context;
    }

    public HostApi host() {
        return link.host();
    }

    /** Clocks and random numbers of the call in work. */
    public Nature nature() {
        return link.host().nature(context);
    }

    /**
     * Does {@code work} in the host for the import {@code who}.
     *
     * @throws HostFailure for the dialect to tell its guest; what a service should not throw becomes INTERNAL
     * @throws Unwind when the time is up or the host calls are used up
     */
    public long toHost(String who, LongSupplier work) {
        return toHost(who, true, work);
    }

    long toHost(String who, boolean isCounted, LongSupplier work) {
        HostDoor door = link.door();
        door.enter();
        try {
            return answer(who, isCounted, work);
        } finally {
            door.leave();
        }
    }

    private long answer(String who, boolean isCounted, LongSupplier work) {
        if (isCounted && ++hostCalls > MAX_HOST_CALLS) {
            throw new Unwind.Limit(tooManyHostCalls());
        }
        try {
            return work.getAsLong();
        } catch (HostFailure e) {
            throw isOver(e) ? new Unwind.Expired() : e;
        } catch (Unwind e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("plugin", link.subject())
                    .addKeyValue("import", who)
                    .addKeyValue("call", call.id())
                    .setCause(e)
                    .log("a host service broke; the guest was told internal");
            throw new HostFailure(StatusCode.INTERNAL, "the host could not answer " + who);
        }
    }

    private boolean isOver(HostFailure e) {
        boolean isOfTime = e.code() == StatusCode.DEADLINE_EXCEEDED || e.code() == StatusCode.CANCELLED;
        return isOfTime && isOver();
    }

    /** True when the call has no time left; for long work in the host, which nothing interrupts. */
    boolean isOver() {
        return call.deadline().hasPassed() || call.cancellation().isCancelled();
    }

    private PluginException tooManyHostCalls() {
        return CallErrors.limit(
                link.subject(),
                "\"%s\" made more than %d host calls; make fewer in one call"
                        .formatted(call.function(), MAX_HOST_CALLS),
                new Detail.Limit("host calls of a call", Integer.toString(MAX_HOST_CALLS), "one more"));
    }
}

package io.mortise.wasm.internal.abi;

import io.mortise.api.Call;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.HostDoor;
import io.mortise.wasm.internal.run.Unwind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one instance and its host hand to each other during one call: input, output, error, mailbox. Reused for every
 * call of the instance; only the thread that runs it touches it.
 */
final class Exchange {
    /** Of one call. */
    static final int MAX_HOST_CALLS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    final GuestLink link;
    final GuestMemory memory;
    final Mailbox mailbox;
    final Output output;
    private Call call;
    private HostCall context;
    private Phase phase = Phase.CALL;
    private StatusCode errorCode = StatusCode.UNKNOWN;
    private byte[] errorMessage = {};
    private boolean hasError;
    private int hostCalls;
    private byte[] httpBody = {};
    private boolean hasHttpBody;

    /** What the guest is doing. */
    enum Phase {
        /** Starting an instance: no outside effect, so services refuse. */
        START,
        CALL
    }

    Exchange(GuestLink link, Call idle, HostCall context) {
        this.link = link;
        this.memory = link.memory();
        this.mailbox = new Mailbox(Math.max(link.limits().payloadBytes(), HttpImports.MAX_BODY));
        this.output = new Output(link);
        this.call = idle;
        this.context = context;
    }

    void begin(Call next, HostCall nextContext, Phase nextPhase) {
        call = next;
        context = nextContext;
        phase = nextPhase;
        hasError = false;
        hostCalls = 0;
        output.clear();
    }

    /** Lets go of everything of the call; the instance may idle for minutes. */
    void end() {
        output.clear();
        mailbox.empty();
        errorMessage = new byte[0];
        httpBody = new byte[0];
        hasHttpBody = false;
    }

    Call call() {
        return call;
    }

    HostCall context() {
        return context;
    }

    HostApi host() {
        return link.host();
    }

    void fail(int code, byte[] message) {
        hasError = true;
        errorCode = StatusCode.of(code);
        errorMessage = message;
    }

    boolean hasError() {
        return hasError;
    }

    StatusCode errorCode() {
        return errorCode;
    }

    byte[] errorMessage() {
        return errorMessage;
    }

    void keepHttpBody(byte[] body) {
        httpBody = body;
        hasHttpBody = true;
    }

    /** The body of the last answer, once. */
    long takeHttpBody() {
        if (!hasHttpBody) {
            return mailbox.refuse(StatusCode.FAILED_PRECONDITION, "no body of an http_request waits");
        }
        byte[] body = httpBody;
        httpBody = new byte[0];
        hasHttpBody = false;
        return mailbox.deliver(body);
    }

    /** Calls the host: counted, on enough stack, its failures as answers. */
    long throughDoor(MortiseImport row, long[] arguments) {
        if (row.answersByMailbox()) {
            mailbox.empty();
        }
        if (row.isService() && phase == Phase.START) {
            return mailbox.refuse(
                    StatusCode.FAILED_PRECONDITION, "mortise_start has no outside effect; use mortise_activate");
        }
        HostDoor door = link.door();
        door.enter();
        try {
            return answer(row, arguments);
        } finally {
            door.leave();
        }
    }

    private long answer(MortiseImport row, long[] arguments) {
        if (row.isCounted() && ++hostCalls > MAX_HOST_CALLS) {
            throw new Unwind.Limit(tooManyHostCalls());
        }
        try {
            return row.apply(this, arguments);
        } catch (HostFailure e) {
            return refused(e);
        } catch (Unwind e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("plugin", link.subject())
                    .addKeyValue("import", row.text())
                    .addKeyValue("call", call.id())
                    .setCause(e)
                    .log("a host service broke; the guest was told internal");
            return mailbox.refuse(StatusCode.INTERNAL, "the host could not answer " + row.text());
        }
    }

    private long refused(HostFailure e) {
        boolean isOver = e.code() == StatusCode.DEADLINE_EXCEEDED || e.code() == StatusCode.CANCELLED;
        if (isOver && (call.deadline().hasPassed() || call.cancellation().isCancelled())) {
            throw new Unwind.Expired();
        }
        return mailbox.refuse(e.code(), e.text());
    }

    private PluginException tooManyHostCalls() {
        return CallErrors.limit(
                link.subject(),
                "\"%s\" made more than %d host calls; make fewer in one call"
                        .formatted(call.function(), MAX_HOST_CALLS),
                new Detail.Limit("host calls of a call", Integer.toString(MAX_HOST_CALLS), "one more"));
    }
}

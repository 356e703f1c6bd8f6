package io.mortise.wasm.internal.abi;

import io.mortise.api.Call;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.Nature;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.Holding;

/**
 * What one instance and its host hand to each other during one call: input, output, error, mailbox. Reused for every
 * call of the instance; only the thread that runs it touches it.
 */
final class Exchange {
    final OpenCall open;
    final GuestLink link;
    final GuestMemory memory;
    final Mailbox mailbox;
    final Output output;
    private Phase phase = Phase.CALL;
    private StatusCode errorCode = StatusCode.UNKNOWN;
    private byte[] errorMessage = {};
    private boolean hasError;
    private final Holding bodyHolding;
    private byte[] httpBody = {};
    private boolean hasHttpBody;

    /** What the guest is doing. */
    enum Phase {
        /** Starting an instance: no outside effect, so services refuse. */
        START,
        CALL
    }

    Exchange(GuestLink link, Call idle, HostCall context) {
        this.open = new OpenCall(link, idle, context);
        this.link = link;
        this.memory = link.memory();
        this.mailbox = new Mailbox(Math.max(link.limits().payloadBytes(), HttpImports.MAX_BODY), link.tab());
        this.bodyHolding = new Holding(link.tab());
        this.output = new Output(link);
    }

    Nature nature() {
        return open.nature();
    }

    void begin(Call next, HostCall nextContext, Phase nextPhase) {
        open.begin(next, nextContext);
        phase = nextPhase;
        hasError = false;
        output.clear();
    }

    /** Lets go of everything of the call; the instance may idle for minutes. */
    void end() {
        output.clear();
        mailbox.empty();
        errorMessage = new byte[0];
        dropHttpBody();
    }

    Call call() {
        return open.call();
    }

    HostCall context() {
        return open.context();
    }

    Phase phase() {
        return phase;
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
        bodyHolding.hold(body.length);
        httpBody = body;
        hasHttpBody = true;
    }

    /** The body of the last answer, once. */
    long takeHttpBody() {
        if (!hasHttpBody) {
            return mailbox.refuse(StatusCode.FAILED_PRECONDITION, "no body of an http_request waits");
        }
        byte[] body = httpBody;
        dropHttpBody();
        return mailbox.deliver(body);
    }

    private void dropHttpBody() {
        httpBody = new byte[0];
        hasHttpBody = false;
        bodyHolding.empty();
    }

    /** Calls the host; its failures become answers. */
    long throughDoor(MortiseImport row, long[] arguments) {
        if (row.answersByMailbox()) {
            mailbox.empty();
        }
        if (row.isService() && phase == Phase.START) {
            return mailbox.refuse(
                    StatusCode.FAILED_PRECONDITION, "mortise_start has no outside effect; use mortise_activate");
        }
        try {
            return open.toHost(row.text(), row.isCounted(), () -> row.apply(this, arguments));
        } catch (HostFailure e) {
            return mailbox.refuse(e.code(), e.text());
        }
    }
}

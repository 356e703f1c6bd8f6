package io.mortise.sdk;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.mortise.sdk.internal.HclogWriter;

/**
 * Runs one handler on a pool thread and answers the call.
 *
 * <p>A cancelled call interrupts this thread, but only while the handler runs: the pool never sees the flag.
 */
final class CallRun implements Runnable {
    /** Runs a body and sends all of the answer but its end. */
    @FunctionalInterface
    interface Work {
        void run(ActiveCall call, Function.Body body) throws Exception;
    }

    private final Object lock = new Object();
    private final ActiveCall call;
    private final Function.Body body;
    private final Work work;
    private final StreamObserver<?> reply;
    private final HclogWriter log;
    private boolean inside;

    CallRun(ActiveCall call, Function.Body body, Work work, StreamObserver<?> reply, HclogWriter log) {
        this.call = call;
        this.body = body;
        this.work = work;
        this.reply = reply;
        this.log = log;
    }

    @Override
    public void run() {
        if (call.isCancelled()) {
            return; // gone while it waited; nobody would read an answer
        }
        Context previous = call.context().attach();
        enter(Thread.currentThread());
        try {
            work.run(call, body);
            reply.onCompleted();
        } catch (Throwable thrown) { // errors too: an overflowing stack in a handler is the handler's failure
            answer(thrown);
        } finally {
            leave();
            call.context().detach(previous);
        }
    }

    private void enter(Thread worker) {
        synchronized (lock) {
            inside = true;
        }
        call.onCancel(() -> {
            synchronized (lock) {
                if (inside) {
                    worker.interrupt();
                }
            }
        });
    }

    private void leave() {
        synchronized (lock) {
            inside = false;
            Thread.interrupted();
        }
    }

    private void answer(Throwable thrown) {
        if (call.isCancelled()) {
            return; // whatever the handler made of the interrupt is no failure of its own
        }
        if (!ErrorReport.isRefusal(thrown)) {
            log.uncaught("uncaught in function " + call.function(), thrown);
        }
        reply.onError(ErrorReport.of(thrown));
    }
}

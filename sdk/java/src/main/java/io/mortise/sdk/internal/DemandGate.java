package io.mortise.sdk.internal;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the messages of one stream at the receiver's pace.
 *
 * <p>Must be made inside the service method, since gRPC takes its handlers only there.
 */
public final class DemandGate<T> {
    private final Object lock = new Object();
    private final ServerCallStreamObserver<T> stream;
    private final List<Runnable> whenGone = new ArrayList<>();
    private boolean gone;

    public DemandGate(ServerCallStreamObserver<T> stream) {
        this.stream = stream;
        stream.setOnReadyHandler(this::wake);
        stream.setOnCancelHandler(this::leave);
        stream.setOnCloseHandler(this::wake);
    }

    /** Waits until the receiver takes more, then sends. @return false when the receiver has gone */
    public boolean send(T message) throws InterruptedException {
        synchronized (lock) {
            while (!gone && !stream.isReady()) {
                lock.wait();
            }
            if (gone) {
                return false;
            }
        }
        stream.onNext(message);
        return true;
    }

    /** True when the receiver cancelled, its deadline passed or its connection broke. */
    public boolean isGone() {
        synchronized (lock) {
            return gone;
        }
    }

    /** Runs {@code action} when the receiver goes; at once if it is gone. */
    public void onGone(Runnable action) {
        synchronized (lock) {
            if (!gone) {
                whenGone.add(action);
                return;
            }
        }
        action.run();
    }

    private void leave() {
        List<Runnable> actions;
        synchronized (lock) {
            gone = true;
            actions = List.copyOf(whenGone);
            whenGone.clear();
            lock.notifyAll();
        }
        actions.forEach(Runnable::run);
    }

    private void wake() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }
}

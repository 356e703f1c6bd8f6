package io.mortise.manager.internal.service;

import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;

/** Publishes and delivers events inside this process. Close it to end its threads. */
public final class InProcessEvents implements EventService, AutoCloseable {
    public static InProcessEvents open() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String emit(HostCall call, Ask ask) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription subscribe(String glob, Subscriber subscriber) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void publish(Event event) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

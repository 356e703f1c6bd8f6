package io.mortise.testkit;

import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;

/** Keeps what was emitted; delivers nothing. */
record FakeEvents(FakeHost host) implements EventService {
    @Override
    public String emit(HostCall call, Ask ask) {
        host.pass("events", call, "emit");
        host.emitted.add(ask);
        return "event-" + host.emitted.size();
    }

    @Override
    public Subscription subscribe(String glob, Subscriber subscriber) {
        return () -> {};
    }

    @Override
    public void publish(Event event) {}
}

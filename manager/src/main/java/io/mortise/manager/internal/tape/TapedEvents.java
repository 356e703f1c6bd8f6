package io.mortise.manager.internal.tape;

import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;
import java.util.function.Supplier;

/** Events through a tape. What a plugin never may, it may not here either. */
record TapedEvents(TapedHost host, Supplier<EventService> real) implements EventService {
    @Override
    public String emit(HostCall call, Ask ask) {
        return host.ask(
                call,
                "events.emit",
                Codec.TEXT,
                () -> real.get().emit(call, ask),
                ask.type(),
                ask.subject(),
                ask.data(),
                ask.idempotencyKey());
    }

    @Override
    public Subscription subscribe(String glob, Subscriber subscriber) {
        return real.get().subscribe(glob, subscriber);
    }

    @Override
    public void publish(Event event) {
        real.get().publish(event);
    }
}

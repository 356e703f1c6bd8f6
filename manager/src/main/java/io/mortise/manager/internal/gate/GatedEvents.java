package io.mortise.manager.internal.gate;

import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Events of this plugin: it may emit. What it receives comes as calls, so it never subscribes or speaks for others. */
final class GatedEvents implements EventService {
    private static final String RESERVED = "mortise.";

    private final Door door;
    private final Passage passage;
    private final Optional<EventService> service;

    GatedEvents(Door door, Passage passage, Optional<EventService> service) {
        this.door = door;
        this.passage = passage;
        this.service = service;
    }

    @Override
    public String emit(HostCall call, Ask ask) {
        Passage.Want want = new Passage.Want(
                HostOperation.EVENTS_EMIT,
                ask.type(),
                view -> view.names().publish().by(ask.type()),
                view -> view.names().publish().text());
        return passage.through(call, want, id -> ask.data().length(), inner -> {
            Caps.event(ask);
            refuseReserved(ask.type());
            refuseBadData(ask.data());
            return service.orElseThrow(() -> Absent.of(HostOperation.EVENTS_EMIT))
                    .emit(inner, ask);
        });
    }

    private static void refuseReserved(String type) {
        if (type.startsWith(RESERVED) || type.equals("mortise")) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "events under mortise. are the manager's own");
        }
    }

    /** Data goes into the event's JSON as it stands. */
    private static void refuseBadData(String data) {
        if (!data.isEmpty()) {
            try {
                Json.at(data.getBytes(StandardCharsets.UTF_8), "");
            } catch (BadJson e) {
                throw new HostFailure(StatusCode.INVALID_ARGUMENT, "an event's data is JSON: " + e.getMessage());
            }
        }
    }

    @Override
    public Subscription subscribe(String glob, Subscriber subscriber) {
        throw door.never(HostOperation.EVENTS_SUBSCRIBE, glob, "a plugin receives events through contributes.event");
    }

    @Override
    public void publish(Event event) {
        throw door.never(HostOperation.EVENTS_PUBLISH, event.type(), "a plugin emits, it never sets an event's source");
    }
}

package io.mortise.manager;

import io.mortise.api.Caller;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.EventService;
import io.mortise.api.host.EventService.Event;
import io.mortise.api.manifest.Contribution;
import io.mortise.api.manifest.Permission.Named;
import io.mortise.manager.internal.service.CloudEventJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings events to plugins: one subscription for each {@code event} contribution of a plugin that serves, or would when
 * called. A failure asks the bus for redelivery.
 */
final class EventDelivery implements AutoCloseable {
    private static final String KIND = "event";

    private final Optional<EventService> events;
    private final CallDesk desk;
    private final Object lock = new Object();
    private final Map<Slot, Deliveries> bySlot = new HashMap<>();

    /** What one slot is subscribed to. */
    private record Deliveries(List<Contribution> entries, List<EventService.Subscription> open) {}

    EventDelivery(Optional<EventService> events, CallDesk desk) {
        this.events = events;
        this.desk = desk;
    }

    /** Subscribes to what the slot's manifest says now. */
    void refresh(Slot slot) {
        if (events.isEmpty()) {
            return;
        }
        List<Contribution> wanted = ContributionIndex.manifest(slot)
                .map(manifest -> manifest.contributes().stream()
                        .filter(each -> each.kind().equals(KIND))
                        .toList())
                .orElse(List.of());
        List<EventService.Subscription> over;
        synchronized (lock) {
            Deliveries now = bySlot.getOrDefault(slot, new Deliveries(List.of(), List.of()));
            if (now.entries().equals(wanted)) {
                return;
            }
            over = now.open();
            List<EventService.Subscription> open = new ArrayList<>();
            for (Contribution each : wanted) {
                each.attributes()
                        .text("type")
                        .ifPresent(glob -> open.add(events.get().subscribe(glob, event -> deliver(slot, each, event))));
            }
            if (wanted.isEmpty()) {
                bySlot.remove(slot);
            } else {
                bySlot.put(slot, new Deliveries(wanted, open));
            }
        }
        over.forEach(EventService.Subscription::close);
    }

    private void deliver(Slot slot, Contribution entry, Event event) {
        boolean mayHear = slot.permissions()
                .of(Named.class)
                .anyMatch(each -> each.kind() == Named.Kind.EVENTS_SUBSCRIBE && each.matches(event.type()));
        if (!mayHear) {
            return;
        }
        Caller caller = event.tenant().map(Caller.event(event.id())::withTenant).orElse(Caller.event(event.id()));
        CallRequest request = CallRequest.of(slot.id().name(), entry.function(), CloudEventJson.encode(event))
                .withCaller(caller);
        try {
            desk.call(event.trace().map(request::withTrace).orElse(request));
        } catch (PluginException e) {
            slot.chronicle().troubled(e);
            throw e;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            bySlot.values().forEach(each -> each.open().forEach(EventService.Subscription::close));
            bySlot.clear();
        }
    }
}

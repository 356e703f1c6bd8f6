package io.mortise.api.host;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** Publishes and delivers CloudEvents 1.0. A slow subscriber never blocks a publisher. */
public interface EventService {
    /**
     * Publishes what a plugin emits; the host sets source, id, time, tenant and trace.
     *
     * @return the event's id; the id of the first one when the idempotency key was seen before
     */
    String emit(HostCall call, Ask ask);

    /**
     * What a plugin says of an event.
     *
     * @param type dotted; {@code mortise.*} is reserved
     * @param data JSON as text; empty = none
     * @param idempotencyKey empty = none
     */
    record Ask(String type, String subject, String data, String idempotencyKey) {
        public Ask {
            requireNonNull(type, "type");
            requireNonNull(subject, "subject");
            requireNonNull(data, "data");
            requireNonNull(idempotencyKey, "idempotencyKey");
        }
    }

    /** Hears every event whose type matches the glob, on the bus's own thread, until closed. */
    Subscription subscribe(String glob, Subscriber subscriber);

    /** Publishes on behalf of the application or the manager. */
    void publish(Event event);

    /** Receives events. */
    @FunctionalInterface
    interface Subscriber {
        /** Throwing asks for redelivery. */
        void receive(Event event);
    }

    /** Ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * One event.
     *
     * @param source {@code /plugins/NAME} or {@code /mortise}
     * @param data JSON as text; empty = none
     */
    record Event(
            String id,
            String source,
            String type,
            String subject,
            Instant time,
            String data,
            Optional<String> tenant,
            Optional<String> trace) {}
}

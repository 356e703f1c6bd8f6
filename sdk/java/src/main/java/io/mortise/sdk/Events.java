package io.mortise.sdk;

import static java.util.Objects.requireNonNull;

/** Publishes events. The host adds source, id, time, tenant and trace. */
@FunctionalInterface
public interface Events {
    /** @return the event's id; that of the first one when the idempotency key was seen before */
    String emit(Event event);

    /** Publishes a value as the event's JSON data. */
    default String emit(String type, Object data) {
        return emit(Event.of(type).withJson(Json.write(data)));
    }

    /**
     * What happened.
     *
     * @param type dotted, such as {@code link.broken}; {@code mortise.*} is reserved
     * @param subject what it happened to; empty = none
     * @param json UTF-8 JSON, handed over; empty = no data
     * @param idempotencyKey empty = none
     */
    record Event(String type, String subject, byte[] json, String idempotencyKey) {
        public Event {
            requireNonNull(type, "type");
            requireNonNull(subject, "subject");
            requireNonNull(json, "json");
            requireNonNull(idempotencyKey, "idempotencyKey");
        }

        public static Event of(String type) {
            return new Event(type, "", new byte[0], "");
        }

        public Event withSubject(String other) {
            return new Event(type, other, json, idempotencyKey);
        }

        public Event withJson(byte[] other) {
            return new Event(type, subject, other, idempotencyKey);
        }

        public Event withIdempotencyKey(String other) {
            return new Event(type, subject, json, other);
        }
    }
}

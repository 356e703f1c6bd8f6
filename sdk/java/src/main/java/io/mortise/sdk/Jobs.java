package io.mortise.sdk;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** Queues runs of the jobs that the manifest contributes. */
@FunctionalInterface
public interface Jobs {
    /** @return the run's id; that of the first one when the idempotency key was seen before */
    String enqueue(Run run);

    /** Queues a run now, its payload as JSON. */
    default String enqueue(String job, Object payload) {
        return enqueue(Run.of(job, Json.write(payload)));
    }

    /**
     * A run wanted.
     *
     * @param at absent = now
     * @param idempotencyKey empty = none
     */
    record Run(String job, byte[] payload, Optional<Instant> at, String idempotencyKey) {
        public Run {
            requireNonNull(job, "job");
            requireNonNull(payload, "payload");
            requireNonNull(at, "at");
            requireNonNull(idempotencyKey, "idempotencyKey");
        }

        public static Run of(String job, byte[] payload) {
            return new Run(job, payload, Optional.empty(), "");
        }

        public Run withTime(Instant other) {
            return new Run(job, payload, Optional.of(other), idempotencyKey);
        }

        public Run withIdempotencyKey(String other) {
            return new Run(job, payload, at, other);
        }
    }
}

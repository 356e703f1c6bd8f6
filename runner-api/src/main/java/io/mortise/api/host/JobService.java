package io.mortise.api.host;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** Queues work for later. */
public interface JobService {
    /** Queues one run. @return its id; that of the first one when the idempotency key was seen before */
    String enqueue(HostCall call, Ask ask);

    /**
     * A run wanted.
     *
     * @param job the id of a contributed job
     * @param idempotencyKey empty = none
     */
    record Ask(String job, byte[] payload, Optional<Instant> runAt, String idempotencyKey) {
        public Ask {
            requireNonNull(job, "job");
            requireNonNull(payload, "payload");
            requireNonNull(runAt, "runAt");
            requireNonNull(idempotencyKey, "idempotencyKey");
        }
    }
}

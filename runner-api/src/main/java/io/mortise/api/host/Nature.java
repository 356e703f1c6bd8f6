package io.mortise.api.host;

import java.security.SecureRandom;
import java.time.Instant;

/** Time and chance as a guest sees them; a recording keeps what they were, a replay gives the same again. Any thread. */
public interface Nature {
    /** The machine's clocks and a CSPRNG. */
    Nature SYSTEM = new Nature() {
        private final SecureRandom random = new SecureRandom();

        @Override
        public long wallNanos() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }

        @Override
        public void random(byte[] into) {
            random.nextBytes(into);
        }
    };

    /** Nanoseconds since 1970 in UTC. */
    long wallNanos();

    /** Nanoseconds since some moment. */
    long monotonicNanos();

    /** Fills {@code into}. */
    void random(byte[] into);
}

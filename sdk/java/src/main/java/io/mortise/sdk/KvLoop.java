package io.mortise.sdk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Read, change, compare and set, again. */
final class KvLoop {
    private static final int ATTEMPTS = 100;
    private static final long MAX_PAUSE_NANOS = 2_000_000;

    private KvLoop() {}

    static byte[] update(Kv kv, String key, Function<Optional<byte[]>, byte[]> change) {
        for (int attempt = 1; ; attempt++) {
            Optional<Kv.Entry> old = kv.entry(key);
            byte[] changed = change.apply(old.map(Kv.Entry::value));
            try {
                kv.compareAndSet(key, changed, old.map(Kv.Entry::version).orElse(0L), Kv.FOREVER);
                return changed;
            } catch (HostException e) {
                if (e.code() != Code.ABORTED || attempt == ATTEMPTS) {
                    throw e;
                }
                // a random pause, so that the same two do not meet again
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MAX_PAUSE_NANOS));
            }
        }
    }

    static String add(String key, Optional<byte[]> old, long by) {
        String text =
                old.map(bytes -> new String(bytes, StandardCharsets.US_ASCII)).orElse("0");
        try {
            return Long.toString(Math.addExact(Long.parseLong(text), by));
        } catch (NumberFormatException e) {
            throw new HostException(Code.FAILED_PRECONDITION, "kv entry " + key + " is not a decimal number", e);
        } catch (ArithmeticException e) {
            throw new HostException(Code.OUT_OF_RANGE, "kv entry " + key + " would pass 64 bits", e);
        }
    }
}

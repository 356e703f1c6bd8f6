package io.mortise.manager;

import io.mortise.api.Call;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;

/**
 * What was in flight when a guest ended by itself: a payload that was there twice may be what ends it, and is not tried
 * again. Only calls that were cut off come here. Any thread.
 */
final class CrashedCalls {
    /** More were never in flight together by our limits; beyond it calls are simply not known. */
    private static final int MOST = 1_024;

    private final Object lock = new Object();
    private Crash last = new Crash(0, Set.of());
    private Crash before = last;

    /** The calls cut off by the end of one generation, by the hash of function and payload. */
    private record Crash(long generation, Set<ByteBuffer> calls) {}

    /** The end of {@code generation} cut this call off; true when the same was in flight at the crash before. */
    boolean meets(Generation generation, Call call) {
        ByteBuffer hash = hash(call);
        synchronized (lock) {
            if (last.generation() != generation.subject().generation()) {
                before = last;
                last = new Crash(generation.subject().generation(), new HashSet<>());
            }
            if (last.calls().size() < MOST) {
                last.calls().add(hash);
            }
            return before.calls().contains(hash);
        }
    }

    private static ByteBuffer hash(Call call) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(call.function().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return ByteBuffer.wrap(digest.digest(call.payload()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

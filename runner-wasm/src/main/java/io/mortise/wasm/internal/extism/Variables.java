package io.mortise.wasm.internal.extism;

import io.mortise.wasm.internal.run.Unwind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of one instance: they live from call to call, and end with it. */
final class Variables {
    /** What an entry costs beside key and value. */
    private static final int OVERHEAD = 48;

    private final long maxBytes;
    private final Map<String, byte[]> values = new HashMap<>();
    private long bytes;

    Variables(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    Optional<byte[]> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Traps when there are to be none, or when it does not fit beside all there is, what it replaces included. */
    void set(String key, byte[] value) {
        refuseWithoutRoom();
        long more = cost(key, value);
        if (bytes + more > maxBytes) {
            throw new Unwind.Fault(
                    "limit", "Variable store is full: %d bytes more than the %d it may hold".formatted(more, maxBytes));
        }
        remove(key);
        values.put(key, value);
        bytes += more;
    }

    /** Removes; what is not there is no matter. */
    void remove(String key) {
        refuseWithoutRoom();
        byte[] before = values.remove(key);
        if (before != null) {
            bytes -= cost(key, before);
        }
    }

    private void refuseWithoutRoom() {
        if (maxBytes == 0) {
            throw new Unwind.Fault("limit", "Vars are disabled by this host");
        }
    }

    private static long cost(String key, byte[] value) {
        return key.length() + (long) value.length + OVERHEAD;
    }

    long heldBytes() {
        return bytes;
    }
}

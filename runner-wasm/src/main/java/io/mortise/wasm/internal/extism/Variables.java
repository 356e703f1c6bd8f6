package io.mortise.wasm.internal.extism;

import io.mortise.wasm.internal.run.Ration;
import io.mortise.wasm.internal.run.Unwind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The variables of one instance, paid for out of its ration: they live from call to call, and end with it. */
final class Variables {
    /** What an entry costs beside key and value. */
    static final int OVERHEAD = 48;

    private final long maxBytes;
    private final Ration ration;
    private final Map<String, byte[]> values = new HashMap<>();
    private long bytes;

    Variables(long maxBytes, Ration ration) {
        this.maxBytes = maxBytes;
        this.ration = ration;
    }

    Optional<byte[]> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** False when no entry can have a key so long. */
    boolean mayHaveKey(long keyLength) {
        return keyLength + OVERHEAD <= maxBytes;
    }

    /** Traps when there are to be none, or when it does not fit beside all there is, what it replaces included. */
    void refuseBeyondRoom(long keyLength, long valueLength) {
        refuseWhenDisabled();
        long more = keyLength + valueLength + OVERHEAD;
        if (bytes + more > maxBytes) {
            throw new Unwind.Fault(
                    "limit", "Variable store is full: %d bytes more than the %d it may hold".formatted(more, maxBytes));
        }
    }

    /** Asks for the value when it is paid for. Throws {@link Unwind.Limit} when it cannot be. */
    void set(String key, long valueLength, Supplier<byte[]> value) {
        refuseBeyondRoom(key.length(), valueLength);
        long cost = cost(key, valueLength);
        long before = get(key).map(old -> cost(key, old.length)).orElse(0L);
        if (cost > before) {
            ration.require(cost - before);
        }
        values.put(key, value.get());
        if (cost < before) {
            ration.release(before - cost);
        }
        bytes += cost - before;
    }

    /** Removes; what is not there is no matter. */
    void remove(String key) {
        byte[] before = values.remove(key);
        if (before != null) {
            bytes -= cost(key, before.length);
            ration.release(cost(key, before.length));
        }
    }

    void refuseWhenDisabled() {
        if (maxBytes == 0) {
            throw new Unwind.Fault("limit", "Vars are disabled by this host");
        }
    }

    private static long cost(String key, long valueLength) {
        return key.length() + valueLength + OVERHEAD;
    }
}

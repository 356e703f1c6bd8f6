package io.mortise.manager.internal.service;

import java.util.LinkedHashMap;
import java.util.Map;

/** The idempotency keys that one plugin identity used last, and the event each of them stands for. */
final class SeenKeys {
    static final int KEPT = 2_000;

    private final Object lock = new Object();
    private final Map<Key, String> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > KEPT;
        }
    };

    record Key(String tenant, String key) {}

    /** The id this key was used with first; {@code fresh} when that is now. */
    String firstId(Key key, String fresh) {
        synchronized (lock) {
            String known = ids.putIfAbsent(key, fresh);
            return known == null ? fresh : known;
        }
    }
}

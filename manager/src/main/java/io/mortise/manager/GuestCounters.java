package io.mortise.manager;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What runners count about their guests, by name. */
final class GuestCounters {
    private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();

    void increment(String counter) {
        byName.computeIfAbsent(counter, name -> new LongAdder()).increment();
    }

    Map<String, Long> snapshot() {
        Map<String, Long> all = new TreeMap<>();
        byName.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }
}

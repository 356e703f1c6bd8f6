package io.mortise.manager;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What runners count about their guests, by name. */
final class GuestCounters {
    private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();

    void increment(String counter) {
        add(counter, 1);
    }

    void add(String counter, long more) {
        byName.computeIfAbsent(counter, name -> new LongAdder()).add(more);
    }

    Map<String, Long> snapshot() {
        Map<String, Long> all = new TreeMap<>();
        byName.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }
}

package io.mortise.wasm.internal.binary;

import io.mortise.api.error.Detail.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a module; bounded, because a hostile one can be wrong a million times. */
final class Problems {
    private static final int MAX = 20;

    private final List<Violation> found = new ArrayList<>();

    void add(String place, String problem) {
        if (found.size() < MAX) {
            found.add(new Violation(place, problem));
        }
    }

    /** Notes a count or size above its cap. */
    void cap(String place, String what, long has, long allowed) {
        if (has > allowed) {
            add(place, "has " + has + ' ' + what + ", allowed are " + allowed);
        }
    }

    List<Violation> all() {
        return List.copyOf(found);
    }
}

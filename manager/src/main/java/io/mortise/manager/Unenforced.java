package io.mortise.manager;

import io.mortise.manager.internal.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** Settings that this manager does not hold yet: said, never silently passed over. */
final class Unenforced {
    private Unenforced() {}

    /** What changed and holds only from the next opening on. */
    static List<String> late(Settings before, Settings now) {
        List<String> keys = new ArrayList<>();
        add(keys, "plugins", before.plugins(), now.plugins());
        add(keys, "http", before.http(), now.http());
        add(keys, "services", before.services(), now.services());
        add(keys, "secrets", before.secretsFile(), now.secretsFile());
        add(
                keys,
                "log.lines_per_second",
                before.log().linesPerSecond(),
                now.log().linesPerSecond());
        add(keys, "log.keep", before.log().keep(), now.log().keep());
        return keys;
    }

    private static void add(List<String> keys, String key, Object before, Object now) {
        if (!before.equals(now)) {
            keys.add(key);
        }
    }
}

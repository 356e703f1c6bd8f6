package io.mortise.manager;

import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.manifest.Permission;
import io.mortise.manager.internal.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** What is written and not held, here or not yet: said, never silently passed over. */
final class Unenforced {
    private Unenforced() {}

    /** What changed and holds only from the next opening on. */
    static List<String> late(Settings before, Settings now) {
        List<String> keys = new ArrayList<>();
        add(keys, "plugins", before.plugins(), now.plugins());
        add(keys, "http", before.http(), now.http());
        add(keys, "services", before.services(), now.services());
        add(keys, "secrets", before.secretsFile(), now.secretsFile());
        return keys;
    }

    /** What this runtime cannot hold a plugin to at the sandbox level it gets. */
    static List<String> of(Prepared prepared) {
        Sandbox level = prepared.terms().sandbox();
        boolean asks = !prepared.granted()
                .ask()
                .permissions()
                .of(Permission.Filesystem.class)
                .toList()
                .isEmpty();
        if (prepared.factory().runtime() == RuntimeKind.GRPC && asks && !level.isAtLeast(Sandbox.FULL)) {
            return List.of("permissions.filesystem: a process at sandbox " + level.text()
                    + " reaches every file its user can; only sandbox.level full holds it to these");
        }
        return List.of();
    }

    private static void add(List<String> keys, String key, Object before, Object now) {
        if (!before.equals(now)) {
            keys.add(key);
        }
    }
}

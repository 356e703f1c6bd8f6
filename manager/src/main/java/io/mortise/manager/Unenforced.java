package io.mortise.manager;

import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.host.HttpService;
import io.mortise.api.host.JobService;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SqlService;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.gate.HostServices;
import io.mortise.manager.internal.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is written and not held, here or not yet: said, never silently passed over. */
final class Unenforced {
    private final HostServices services;

    Unenforced(HostServices services) {
        this.services = services;
    }

    /** What changed and holds only from the next opening on. */
    static List<String> late(Settings before, Settings now) {
        List<String> keys = new ArrayList<>();
        add(keys, "plugins", before.plugins(), now.plugins());
        add(keys, "http", before.http(), now.http());
        add(keys, "services", before.services(), now.services());
        add(keys, "secrets", before.secretsFile(), now.secretsFile());
        return keys;
    }

    /** What cannot be held or given to a plugin that was prepared, at the sandbox level it gets. */
    List<String> of(Prepared prepared) {
        return Stream.concat(
                        files(prepared).stream(),
                        absent(prepared.granted().ask().permissions()).stream())
                .toList();
    }

    /** The services that are asked for and not there: what is granted of them fails at every call. */
    List<String> absent(Permissions asked) {
        return asked.all().stream()
                .map(Permission::name)
                .distinct()
                .flatMap(name -> absent(name).stream())
                .toList();
    }

    private Optional<String> absent(String permission) {
        Optional<Class<?>> wanted =
                switch (permission) {
                    case "http" -> Optional.of(HttpService.class);
                    case "sql" -> Optional.of(SqlService.class);
                    case "mail" -> Optional.of(MailService.class);
                    case "jobs" -> Optional.of(JobService.class);
                    default -> Optional.empty(); // the manager brings its own
                };
        return wanted.filter(type -> !services.has(type))
                .map(type -> "permissions." + permission + ": there is no such service here, each call of it fails; "
                        + (permission.equals("http") ? "add io.mortise:mortise-host-http" : "this version brings none")
                        + ", or set one on the manager's builder");
    }

    private static List<String> files(Prepared prepared) {
        Sandbox level = prepared.terms().sandbox();
        boolean asks = prepared.granted()
                .ask()
                .permissions()
                .first(Permission.Filesystem.class)
                .isPresent();
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

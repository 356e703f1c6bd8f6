package io.mortise.manager.internal.manifest;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.yaml.YamlView;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code permissions} of a manifest as values. */
public final class PermissionsYaml {
    private PermissionsYaml() {}

    /** Of a map that the schema and the checks have nothing against; without {@code native}. */
    public static Permissions parse(YamlView permissions) {
        Set<Permission> all = new LinkedHashSet<>();
        permissions.get("http").items().forEach(entry -> all.add(http(entry)));
        if (permissions.get("kv").isPresent()) {
            all.add(new Permission.Kv(
                    permissions.get("kv").get("max_bytes").size().orElse(Permission.Kv.STANDARD.maxBytes())));
        }
        for (Permission.Plain.Service service : Permission.Plain.Service.values()) {
            Permission plain = new Permission.Plain(service);
            if (permissions.get(plain.name()).isPresent()) {
                all.add(plain);
            }
        }
        for (Permission.Named.Kind kind : Permission.Named.Kind.values()) {
            list(permissions, kind).texts().forEach(text -> all.add(new Permission.Named(kind, text)));
        }
        permissions
                .get("filesystem")
                .items()
                .forEach(entry -> all.add(new Permission.Filesystem(
                        entry.get("path").text(""),
                        entry.get("mode").text("read").equals("readwrite"))));
        if (permissions.get("sql").isPresent()) {
            all.add(new Permission.Sql(
                    permissions.get("sql").get("mode").text("read").equals("readwrite")));
        }
        return new Permissions(all);
    }

    private static YamlView list(YamlView permissions, Permission.Named.Kind kind) {
        return switch (kind) {
            case EVENTS_PUBLISH -> permissions.get("events").get("publish");
            case EVENTS_SUBSCRIBE -> permissions.get("events").get("subscribe");
            case MAIL -> permissions.get("mail").get("to");
            case SECRETS, PLUGINS, APP -> permissions.get(kind.key());
        };
    }

    private static Permission http(YamlView entry) {
        Set<Integer> ports = entry.get("ports").items().stream()
                .flatMap(port -> port.number().stream())
                .map(Math::toIntExact)
                .collect(Collectors.toSet());
        return new Permission.Http(
                entry.get("host").text(""),
                Set.copyOf(entry.get("methods").texts()),
                ports,
                entry.get("auth").text(),
                Set.copyOf(entry.get("leads_to").texts()));
    }
}

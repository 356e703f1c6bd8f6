package io.mortise.manager.internal.grant;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.yaml.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Permissions in the shape of plugin.yaml, sorted. */
record PermissionLines(Permissions permissions) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        permissions.of(Permission.Native.class).forEach(each -> lines.add("native: " + each.value()));
        http(lines);
        permissions
                .of(Permission.Kv.class)
                .forEach(each -> lines.add("kv: { max_bytes: " + Quantity.text(each.maxBytes()) + " }"));
        permissions
                .of(Permission.Plain.class)
                .map(Permission::name)
                .sorted()
                .forEach(name -> lines.add(name + ": true"));
        group(lines, "events", "publish", Permission.Named.Kind.EVENTS_PUBLISH);
        group(lines, "events", "subscribe", Permission.Named.Kind.EVENTS_SUBSCRIBE);
        filesystem(lines);
        permissions.of(Permission.Sql.class).forEach(each -> lines.add("sql: { mode: " + each.value() + " }"));
        group(lines, "mail", "to", Permission.Named.Kind.MAIL);
        for (Permission.Named.Kind kind :
                List.of(Permission.Named.Kind.SECRETS, Permission.Named.Kind.PLUGINS, Permission.Named.Kind.APP)) {
            List<String> names = names(kind);
            if (!names.isEmpty()) {
                lines.add(kind.key() + ": " + GrantsText.list(names));
            }
        }
        return lines;
    }

    private void http(List<String> lines) {
        List<Permission> hosts = sorted(Permission.Http.class);
        if (!hosts.isEmpty()) {
            lines.add("http:");
            hosts.forEach(each -> lines.add("  - { " + String.join(", ", httpFields((Permission.Http) each)) + " }"));
        }
    }

    private static List<String> httpFields(Permission.Http http) {
        List<String> fields = new ArrayList<>();
        fields.add("host: " + GrantsText.scalar(http.host()));
        if (!http.methods().isEmpty()) {
            fields.add("methods: " + GrantsText.list(List.copyOf(new TreeSet<>(http.methods()))));
        }
        if (!http.ports().isEmpty()) {
            fields.add("ports: " + new TreeSet<>(http.ports()));
        }
        http.auth().ifPresent(secret -> fields.add("auth: " + GrantsText.scalar(secret)));
        if (!http.leadsTo().isEmpty()) {
            fields.add("leads_to: " + GrantsText.list(List.copyOf(new TreeSet<>(http.leadsTo()))));
        }
        return fields;
    }

    /** A list one level down; two lists of one parent share its line. */
    private void group(List<String> lines, String parent, String child, Permission.Named.Kind kind) {
        List<String> names = names(kind);
        if (!names.isEmpty()) {
            if (!lines.contains(parent + ":")) {
                lines.add(parent + ":");
            }
            lines.add("  " + child + ": " + GrantsText.list(names));
        }
    }

    private void filesystem(List<String> lines) {
        List<Permission> directories = sorted(Permission.Filesystem.class);
        if (!directories.isEmpty()) {
            lines.add("filesystem:");
            for (Permission each : directories) {
                Permission.Filesystem directory = (Permission.Filesystem) each;
                lines.add("  - { path: " + GrantsText.scalar(directory.path()) + ", mode: "
                        + (directory.write() ? "readwrite" : "read") + " }");
            }
        }
    }

    private List<Permission> sorted(Class<? extends Permission> kind) {
        return AskText.sorted(permissions).stream().filter(kind::isInstance).toList();
    }

    private List<String> names(Permission.Named.Kind kind) {
        return permissions
                .of(Permission.Named.class)
                .filter(each -> each.kind() == kind)
                .map(Permission.Named::pattern)
                .sorted()
                .toList();
    }
}

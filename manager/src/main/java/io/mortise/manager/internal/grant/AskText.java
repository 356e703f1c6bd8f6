package io.mortise.manager.internal.grant;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.yaml.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Writes the parts of an ask as {@link AskPart} reads them, what concerns the whole machine first. */
final class AskText {
    private AskText() {}

    static List<String> parts(Ask ask) {
        List<String> parts = new ArrayList<>();
        ask.permissions().of(Permission.Native.class).forEach(each -> parts.add(each.text()));
        addProcess(parts, ask.process());
        if (ask.plaintext()) {
            parts.add("plaintext");
        }
        sorted(ask.permissions()).stream()
                .filter(each -> !(each instanceof Permission.Native))
                .forEach(each -> parts.add(part(each)));
        LimitText.numbers(ask.limits())
                .forEach((name, number) -> parts.add("limits." + name + '=' + LimitText.text(name, number)));
        return parts.stream().distinct().toList();
    }

    private static void addProcess(List<String> parts, Ask.Start process) {
        if (!process.program().isEmpty()) {
            parts.add("program=" + process.program());
        }
        if (!process.protocol().isEmpty()) {
            parts.add("protocol=" + process.protocol());
        }
        if (!process.args().isEmpty()) {
            parts.add("args");
        }
        new TreeSet<>(process.env().keySet()).forEach(name -> parts.add("env=" + name));
    }

    static String part(Permission permission) {
        return permission instanceof Permission.Kv kv && !kv.value().isEmpty()
                ? "kv=" + Quantity.text(kv.maxBytes())
                : permission.text();
    }

    /** All parts on one line, for the decision log. */
    static String line(Ask ask) {
        return String.join(" ", parts(ask));
    }

    /** In an order that does not depend on who asked when. */
    static List<Permission> sorted(Permissions permissions) {
        return permissions.all().stream()
                .sorted(Comparator.comparing(Permission::name)
                        .thenComparing(Permission::value)
                        .thenComparing(Permission::words))
                .toList();
    }
}

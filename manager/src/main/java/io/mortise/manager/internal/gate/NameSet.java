package io.mortise.manager.internal.gate;

import io.mortise.api.manifest.Permission.Named;
import io.mortise.api.manifest.Permissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names of one kind that are given: exact ones by hash, patterns one by one. */
final class NameSet {
    private final Map<String, String> exact = new HashMap<>();
    private final List<Named> patterns;
    private final String all;

    private NameSet(List<Named> given) {
        for (Named each : given) {
            if (each.pattern().indexOf('*') < 0) {
                exact.put(each.pattern(), each.text());
            }
        }
        patterns =
                given.stream().filter(each -> each.pattern().indexOf('*') >= 0).toList();
        all = given.stream().map(Named::text).collect(Collectors.joining(" "));
    }

    static NameSet of(Permissions permissions, Named.Kind kind) {
        return new NameSet(
                permissions.of(Named.class).filter(each -> each.kind() == kind).toList());
    }

    /** The grant that takes {@code name}; empty when none does. */
    String by(String name) {
        String text = exact.get(name);
        if (text != null) {
            return text;
        }
        for (Named pattern : patterns) {
            if (pattern.matches(name)) {
                return pattern.text();
            }
        }
        return "";
    }

    /** All of them as an operator would write them. */
    String text() {
        return all;
    }
}

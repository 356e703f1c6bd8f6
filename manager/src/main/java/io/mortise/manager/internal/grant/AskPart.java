package io.mortise.manager.internal.grant;

import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.grant.PermissionText.Unreadable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one part as operators write it, against what a plugin asks for: a name alone means all it asks under that name,
 * and {@code http=HOST} the very entry it asks for, methods and ports and all.
 */
final class AskPart {
    private static final String LIMIT = "limits.";

    private final Ask known;

    AskPart(Ask known) {
        this.known = known;
    }

    /** @return an ask that holds this part and nothing else */
    Ask parse(String part) throws Unreadable {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        if (PermissionText.isName(name)) {
            return permissions(value.isEmpty() ? all(name) : named(name, value));
        }
        if (name.equals("limits") || name.startsWith(LIMIT)) {
            return limits(name, value);
        }
        return process(name, value);
    }

    private static Ask permissions(Set<Permission> some) {
        return Ask.NOTHING.withPermissions(new Permissions(some));
    }

    private Set<Permission> all(String name) throws Unreadable {
        Set<Permission> asked = new LinkedHashSet<>();
        known.permissions().all().stream()
                .filter(each -> each.name().equals(name))
                .forEach(asked::add);
        if (asked.isEmpty()) {
            asked.add(standard(name));
        }
        return asked;
    }

    private static Permission standard(String name) throws Unreadable {
        return switch (name) {
            case "kv" -> Permission.Kv.STANDARD;
            case "cache" -> new Permission.Plain(Permission.Plain.Service.CACHE);
            case "jobs" -> new Permission.Plain(Permission.Plain.Service.JOBS);
            default -> throw new Unreadable("it asks for none; write " + name + "=VALUE");
        };
    }

    private Set<Permission> named(String name, String value) throws Unreadable {
        Permission parsed = PermissionText.parse(name, value);
        if (!(parsed instanceof Permission.Http http) || !http.ports().isEmpty()) {
            return Set.of(parsed);
        }
        Set<Permission> asked = new LinkedHashSet<>();
        known.permissions()
                .of(Permission.Http.class)
                .filter(each -> each.host().equals(http.host()))
                .forEach(each -> asked.add(leading(each, http.leadsTo())));
        return asked.isEmpty() ? Set.of(parsed) : asked;
    }

    private static Permission leading(Permission.Http http, Set<String> more) {
        Set<String> networks = new LinkedHashSet<>(http.leadsTo());
        networks.addAll(more);
        return new Permission.Http(http.host(), http.methods(), http.ports(), http.auth(), networks);
    }

    private Ask limits(String name, String value) throws Unreadable {
        Map<String, Long> asked = LimitText.numbers(known.limits());
        Map<String, Long> wanted = new LinkedHashMap<>();
        if (name.equals("limits")) {
            wanted.putAll(asked);
        } else {
            String limit = name.substring(LIMIT.length());
            Optional<Long> number =
                    value.isEmpty() ? Optional.ofNullable(asked.get(limit)) : LimitText.parse(limit, value);
            wanted.put(limit, number.orElseThrow(() -> new Unreadable("is no limit; write limits.memory=128MiB")));
        }
        if (wanted.isEmpty() || (name.equals("limits") && !value.isEmpty())) {
            throw new Unreadable("it asks for no limit above the defaults; write limits.memory=128MiB");
        }
        return new Ask(Permissions.NONE, LimitText.limits(wanted), Ask.Start.NONE, false);
    }

    private Ask process(String name, String value) throws Unreadable {
        Ask.Start all = known.process();
        return switch (name) {
            case "program" -> asked(new Ask.Start(expect(value, all.program()), "", List.of(), Map.of()));
            case "protocol" -> asked(new Ask.Start("", expect(value, all.protocol()), List.of(), Map.of()));
            case "args" -> asked(new Ask.Start("", "", all.args(), Map.of()));
            case "env" -> asked(new Ask.Start("", "", List.of(), variables(value)));
            case "plaintext" -> new Ask(Permissions.NONE, LimitsAsk.NONE, Ask.Start.NONE, true);
            default ->
                throw new Unreadable("is nothing that can be granted; such as http=HOST, kv, secrets=NAME,"
                        + " native=limited, limits.memory=128MiB, env=NAME, args, plaintext");
        };
    }

    private static Ask asked(Ask.Start process) throws Unreadable {
        if (process.equals(Ask.Start.NONE)) {
            throw new Unreadable("it asks for none");
        }
        return new Ask(Permissions.NONE, LimitsAsk.NONE, process, false);
    }

    private static String expect(String value, String asked) throws Unreadable {
        if (!value.isEmpty() && !value.equals(asked)) {
            throw new Unreadable("it asks for " + (asked.isEmpty() ? "none" : asked));
        }
        return asked;
    }

    private Map<String, String> variables(String name) throws Unreadable {
        Map<String, String> asked = known.process().env();
        if (name.isEmpty()) {
            return asked;
        }
        String value = asked.get(name);
        if (value == null) {
            throw new Unreadable("it asks for no such variable");
        }
        return Map.of(name, value);
    }
}

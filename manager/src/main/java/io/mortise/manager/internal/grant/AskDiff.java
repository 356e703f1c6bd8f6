package io.mortise.manager.internal.grant;

import io.mortise.api.error.ForeignText;
import io.mortise.api.manifest.Permission;
import io.mortise.manager.internal.yaml.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says in words what an ask holds that is not given yet, a line for each; the truth about processes comes first. */
final class AskDiff {
    private AskDiff() {}

    /** @param given what there is already, to be told beside what is wanted */
    static List<String> lines(Ask missing, Ask given) {
        List<String> lines = new ArrayList<>();
        missing.permissions().of(Permission.Native.class).forEach(each -> lines.add(line(each, given)));
        addProcess(lines, missing);
        AskText.sorted(missing.permissions()).stream()
                .filter(each -> !(each instanceof Permission.Native))
                .forEach(each -> lines.add(line(each, given)));
        addLimits(lines, missing, given);
        return lines;
    }

    private static String line(Permission wanted, Ask given) {
        Optional<Permission> before = given.permissions().all().stream()
                .filter(each -> isSingle(each) && each.name().equals(wanted.name()))
                .findFirst();
        return "may " + words(wanted)
                + before.map(had -> " (until now: " + words(had) + ')').orElse("");
    }

    /** Of these there is one at most: a new one replaces it. */
    private static boolean isSingle(Permission permission) {
        return permission instanceof Permission.Native
                || permission instanceof Permission.Kv
                || permission instanceof Permission.Sql;
    }

    private static String words(Permission permission) {
        return permission instanceof Permission.Kv kv
                ? "keep up to " + Quantity.text(kv.maxBytes()) + " of key-value data of its own"
                : permission.words();
    }

    private static void addProcess(List<String> lines, Ask missing) {
        Ask.Start process = missing.process();
        if (!process.program().isEmpty()) {
            lines.add("runs " + ForeignText.quote(process.program()) + ", found in the host's PATH");
        }
        if (!process.protocol().isEmpty()) {
            lines.add("speaks the protocol " + process.protocol());
        }
        if (!process.args().isEmpty()) {
            lines.add("is started with the arguments "
                    + process.args().stream().map(ForeignText::quote).collect(Collectors.joining(" ")));
        }
        new TreeMap<>(process.env())
                .forEach((name, value) -> lines.add("gets the variable " + name + '=' + ForeignText.quote(value)));
        if (missing.plaintext()) {
            lines.add("speaks without TLS");
        }
    }

    private static void addLimits(List<String> lines, Ask missing, Ask given) {
        Map<String, Long> had = LimitText.numbers(given.limits());
        LimitText.numbers(missing.limits()).forEach((name, number) -> {
            String before = had.containsKey(name) ? LimitText.text(name, had.getOrDefault(name, 0L)) : "the default";
            lines.add("limits." + name + " of " + LimitText.text(name, number) + " instead of " + before);
        });
    }
}

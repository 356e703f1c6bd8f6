package io.mortise.manager.internal.grant;

import io.mortise.api.PluginId;
import io.mortise.manager.internal.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes {@code grants.yaml}: for people and for version control, the same grants always as the same text. */
final class GrantsText {
    private static final String HEADER =
            """
            # What plugins were given, by name and origin. Kept by `mortise grant` and `mortise deny`.
            # May be edited: it is read again when it changes, and gives nothing to anybody while it cannot be read.
            version: 1
            """;

    /** Text that YAML takes for nothing else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./:-]*[A-Za-z0-9.]");

    private static final Pattern WORD_WITH_MEANING =
            Pattern.compile("true|false|yes|no|on|off|null", Pattern.CASE_INSENSITIVE);

    private final StringBuilder out = new StringBuilder(HEADER);

    private GrantsText() {}

    static String of(SortedMap<PluginId, Grant> grants) {
        GrantsText text = new GrantsText();
        text.out.append(grants.isEmpty() ? "grants: {}\n" : "grants:\n");
        grants.forEach(text::grant);
        return text.out.toString();
    }

    private void grant(PluginId plugin, Grant grant) {
        line(2, plugin.name() + ":");
        line(4, "origin: " + scalar(grant.origin().text()));
        permissions("permissions", new PermissionLines(grant.given().permissions()));
        limits(grant);
        process(grant.given().process());
        if (grant.given().plaintext()) {
            line(4, "plaintext: true");
        }
        if (grant.taken().everything()) {
            line(4, "denied: all");
        } else {
            permissions("denied", new PermissionLines(grant.taken().permissions()));
        }
        if (!grant.by().isEmpty()) {
            line(4, "by: " + scalar(grant.by()));
        }
        if (!grant.at().equals(Instant.EPOCH)) {
            line(4, "at: " + scalar(grant.at().toString()));
        }
    }

    private void permissions(String key, PermissionLines permissions) {
        List<String> lines = permissions.lines();
        if (!lines.isEmpty()) {
            line(4, key + ":");
            lines.forEach(each -> line(6, each));
        }
    }

    private void limits(Grant grant) {
        Map<String, Long> limits = LimitText.numbers(grant.given().limits());
        if (!limits.isEmpty()) {
            line(4, "limits:");
            limits.forEach((name, number) -> line(6, name + ": " + LimitText.text(name, number)));
        }
    }

    private void process(Ask.Start process) {
        if (!process.program().isEmpty()) {
            line(4, "program: " + scalar(process.program()));
        }
        if (!process.protocol().isEmpty()) {
            line(4, "protocol: " + scalar(process.protocol()));
        }
        if (!process.args().isEmpty()) {
            line(4, "args: " + list(process.args()));
        }
        if (!process.env().isEmpty()) {
            line(4, "env:");
            new TreeMap<>(process.env()).forEach((name, value) -> line(6, name + ": " + scalar(value)));
        }
    }

    private void line(int indent, String text) {
        out.append(" ".repeat(indent)).append(text).append('\n');
    }

    static String list(List<String> items) {
        return items.stream().map(GrantsText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A JSON string is a YAML string too. */
    static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !WORD_WITH_MEANING.matcher(text).matches();
        return plain ? text : printable(Json.text(text));
    }

    /** Escapes what YAML refuses in any text, and what would show a reader something else than is written. */
    private static String printable(String json) {
        StringBuilder out = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (isPrintable(point)) {
                out.appendCodePoint(point);
            } else {
                out.append(String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point));
            }
        });
        return out.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

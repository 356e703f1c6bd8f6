package io.mortise.cli;

import io.mortise.wasm.ModuleInspection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plugin.yaml that fits a module: its functions, and what its imports need. */
final class ManifestSketch {
    private static final long DEFAULT_MEMORY_PAGES = 1_024;
    private static final String NAME = "[A-Za-z][A-Za-z0-9_.-]{0,127}";

    /** What stands for a permission's value when only its author can know it; the host grants none of it unasked. */
    private static final Map<String, String> PLACES = Map.of(
            "kv", "kv",
            "cache", "cache",
            "jobs", "jobs",
            "http", "http=api.example.org",
            "events.publish", "events.publish=example.*",
            "secrets", "secrets=EXAMPLE_KEY",
            "plugins", "plugins=example",
            "app", "app=example",
            "mail", "mail=someone@example.org",
            "sql", "sql=read");

    private final ModuleInspection module;
    private final String name;
    private final String file;

    ManifestSketch(ModuleInspection module, String name, String file) {
        this.module = module;
        this.name = name;
        this.file = file;
    }

    /** What the imports need, each as {@code mortise grant} takes it; values that nobody knows are examples. */
    List<String> needs() {
        return module.imports().keySet().stream()
                .filter(right -> !right.equals(ModuleInspection.FREE))
                .map(right -> PLACES.getOrDefault(right, right))
                .toList();
    }

    /** @param asks permissions as {@code mortise grant} takes them */
    String yaml(Collection<String> asks) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("name: ").append(name).append("\nversion: 0.1.0\nruntime: wasm\nwasm:\n  module: ");
        yaml.append(file).append("\n  abi: ").append(module.dialect().get(0)).append('\n');
        List<String> functions =
                module.functions().stream().filter(each -> each.matches(NAME)).toList();
        if (!functions.isEmpty()) {
            yaml.append("functions:\n");
            functions.forEach(each -> yaml.append("  ").append(each).append(": {}\n"));
        }
        permissions(asks).forEach(yaml::append);
        if (module.memoryPages() > DEFAULT_MEMORY_PAGES) {
            yaml.append("limits: { memory: ")
                    .append((module.memoryPages() + 15) / 16)
                    .append("MiB }\n");
        }
        return yaml.toString();
    }

    private static List<String> permissions(Collection<String> asks) {
        Map<String, List<String>> byName = new TreeMap<>();
        for (String ask : asks) {
            int equals = ask.indexOf('=');
            List<String> values =
                    byName.computeIfAbsent(equals < 0 ? ask : ask.substring(0, equals), key -> new ArrayList<>());
            if (equals >= 0) {
                values.add(ask.substring(equals + 1));
            }
        }
        List<String> lines = new ArrayList<>();
        Map<String, List<String>> events = new LinkedHashMap<>();
        byName.forEach((permission, values) -> {
            if (permission.startsWith("events.")) {
                events.put(permission.substring("events.".length()), values);
            } else {
                lines.add("  " + permission + ": " + value(permission, values) + '\n');
            }
        });
        if (!events.isEmpty()) {
            lines.add("  events:\n");
            events.forEach((key, values) -> lines.add("    " + key + ": " + list(values) + '\n'));
        }
        if (!lines.isEmpty()) {
            lines.add(0, "permissions:\n");
        }
        return lines;
    }

    private static String value(String permission, List<String> values) {
        return switch (permission) {
            case "cache", "jobs" -> "true";
            case "kv" -> values.isEmpty() ? "true" : "{ max_bytes: " + values.get(0) + " }";
            case "sql" -> values.isEmpty() ? "{}" : "{ mode: " + values.get(0) + " }";
            case "mail" -> "{ to: " + list(values) + " }";
            case "http" ->
                '['
                        + String.join(
                                ", ",
                                values.stream()
                                        .map(each -> "{ host: " + quoted(each) + " }")
                                        .toList())
                        + ']';
            case "filesystem" ->
                '['
                        + String.join(
                                ", ",
                                values.stream().map(ManifestSketch::directory).toList())
                        + ']';
            default -> list(values);
        };
    }

    private static String directory(String value) {
        boolean writes = value.endsWith(":readwrite");
        String path = value.replaceFirst(":(read|readwrite)$", "");
        return "{ path: " + quoted(path) + ", mode: " + (writes ? "readwrite" : "read") + " }";
    }

    private static String list(List<String> values) {
        return '['
                + String.join(", ", values.stream().map(ManifestSketch::quoted).toList())
                + ']';
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package io.mortise.cli;

import io.mortise.api.PluginId;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import io.mortise.manager.internal.manifest.ManifestReader;
import io.mortise.manager.internal.manifest.ManifestReading;
import io.mortise.wasm.ModuleInspection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        description =
                "What is in a plugin or a module: manifest, exports, imports by permission, memory; runs nothing.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise inspect examples/plugins/word-count",
            "  mortise inspect plugin.wasm",
            "  mortise inspect plugin.wasm --manifest > plugin.yaml"
        })
final class InspectCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(index = "0", paramLabel = "PLUGIN|DIR|FILE.wasm", description = "What to look at; ./NAME is a path.")
    private String what = "";

    @Option(names = "--manifest", description = "With a FILE.wasm: print a plugin.yaml that fits it.")
    private boolean manifest;

    InspectCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Path path = common.shell().path(what);
        if (manifest) {
            print(path);
            return 0;
        }
        Map<String, Object> seen = new LinkedHashMap<>();
        if (PluginId.PATTERN.matcher(what).matches()) {
            plugin(seen);
        } else if (Files.isRegularFile(path)) {
            module(path, seen);
        } else if (Files.isDirectory(path)) {
            directory(path, seen);
        } else {
            throw Refusal.of(io.mortise.api.error.Failure.UNKNOWN_PLUGIN, what, "is neither a plugin nor a path");
        }
        print(seen);
        return 0;
    }

    private void plugin(Map<String, Object> seen) {
        try (Link link = home.liveOrFiles(false)) {
            View explanation = link.ask("explain", Map.of("plugin", what));
            View status =
                    link.ask("status", Map.of("plugin", what)).views("plugins").get(0);
            seen.put("plugin", what);
            seen.put("version", status.text("version"));
            seen.put("state", Words.lower(status.text("state")));
            seen.put("origin", status.text("origin"));
            seen.put("live", status.view("live").values());
            seen.put("functions", explanation.texts("functions"));
            seen.put(
                    "asks",
                    explanation.views("asks").stream()
                            .map(each -> each.text("permission"))
                            .toList());
        }
    }

    private static void directory(Path root, Map<String, Object> seen) {
        ManifestReading reading = ManifestReader.withKinds(List.of()).read(root);
        if (reading instanceof ManifestReading.Invalid invalid) {
            throw Refusal.of(io.mortise.api.error.PluginException.of(
                    io.mortise.api.error.Failure.BAD_MANIFEST,
                    root,
                    invalid.problems().get(0).toString(),
                    new io.mortise.api.error.Detail.Violations(invalid.problems())));
        }
        PluginManifest manifest = ((ManifestReading.Valid) reading).manifest();
        seen.put("plugin", manifest.name().name());
        seen.put("version", manifest.version());
        seen.put("description", manifest.about().description());
        seen.put(
                "runtimes",
                manifest.runtimes().stream().map(spec -> spec.kind().text()).toList());
        seen.put("functions", List.copyOf(manifest.functions().keySet()));
        seen.put(
                "contributes",
                manifest.contributes().stream()
                        .map(each -> each.kind() + ' ' + each.id())
                        .toList());
        seen.put(
                "asks",
                manifest.permissions().all().stream().map(each -> each.text()).toList());
        for (RuntimeSpec spec : manifest.runtimes()) {
            if (spec instanceof RuntimeSpec.Wasm wasm) {
                module(root.resolve(wasm.module()), seen);
            }
        }
    }

    private static void module(Path path, Map<String, Object> seen) {
        ModuleInspection module = BareModule.inspected(path);
        seen.put("module", path.toString());
        seen.put("abi", String.join(" or ", module.dialect()));
        seen.put("callable", module.functions());
        seen.put("exports", module.exports());
        seen.put("imports", imports(module));
        seen.put("memory", module.memory().isEmpty() ? "none" : module.memory());
        if (!module.tables().isEmpty()) {
            seen.put("tables", module.tables());
        }
        seen.put("start", module.hasStart() ? "runs code when it is instantiated" : "none");
        seen.put("toolchain", module.toolchain().isEmpty() ? "does not say" : module.toolchain());
        seen.put("traps", "told with " + module.debug());
        seen.put("sections", module.sections());
    }

    private static Map<String, List<String>> imports(ModuleInspection module) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        module.imports()
                .forEach((right, names) ->
                        groups.put(right.equals(ModuleInspection.FREE) ? "always there" : "needs " + right, names));
        if (!module.unknown().isEmpty()) {
            groups.put("not there", module.unknown());
        }
        return groups;
    }

    /** Values that only the author can know are examples, and the file says so. */
    private void print(Path module) {
        ManifestSketch sketch = new ManifestSketch(
                BareModule.inspected(module),
                BareModule.name(module),
                module.getFileName().toString());
        Terminal terminal = common.shell().terminal();
        String yaml = sketch.yaml(sketch.needs());
        if (common.json()) {
            terminal.json(Map.of("manifest", yaml));
            return;
        }
        if (yaml.contains("permissions:")) {
            terminal.line("# Hosts, names and addresses below permissions are examples: say which are meant.");
        }
        yaml.lines().forEach(terminal::line);
    }

    private void print(Map<String, Object> seen) {
        Terminal terminal = common.shell().terminal();
        if (common.json()) {
            terminal.json(seen);
            return;
        }
        Pairs pairs = new Pairs(terminal);
        seen.forEach((name, value) -> {
            if (value instanceof Map<?, ?> groups) {
                Iterator<? extends Map.Entry<?, ?>> each = groups.entrySet().iterator();
                for (String label = name; each.hasNext(); label = "") {
                    Map.Entry<?, ?> group = each.next();
                    pairs.put(label, group.getKey() + ": " + words(group.getValue()));
                }
            } else {
                pairs.put(name, words(value));
            }
        });
    }

    private static String words(Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}

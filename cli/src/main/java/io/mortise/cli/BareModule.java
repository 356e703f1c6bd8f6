package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.Refusal;
import io.mortise.wasm.ModuleInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A module without a manifest: what it needs is read off its imports, and it is given what was said and nothing else. */
final class BareModule {
    private final Path file;
    private final ModuleInspection module;
    private final ManifestSketch sketch;
    private final List<String> given;
    private final List<String> denied;

    private BareModule(Path file, ModuleInspection module, List<String> grants) {
        this.file = file;
        this.module = module;
        this.sketch = new ManifestSketch(module, name(file), "plugin.wasm");
        List<String> needs = sketch.needs();
        this.given = grants.contains(LonePlugin.ALL) ? needs : List.copyOf(grants);
        this.denied = needs.stream()
                .filter(need -> given.stream().noneMatch(grant -> key(grant).equals(key(need))))
                .toList();
    }

    /** @throws Refusal when it is no module, or exports no function of its dialect */
    static BareModule open(Path file, List<String> grants) {
        if (!Files.isRegularFile(file)) {
            throw Refusal.of(Failure.UNKNOWN_PLUGIN, file, "is neither a plugin's name nor a directory nor a .wasm");
        }
        ModuleInspection module = inspected(file);
        if (module.functions().isEmpty() && !describesItself(module)) {
            throw Refusal.of(
                    Failure.BAD_MODULE,
                    file,
                    "exports no function that " + String.join(" or ", module.dialect()) + " can call");
        }
        return new BareModule(file, module, grants);
    }

    /** It says at its start what can be called, and takes every call at one export. */
    private static boolean describesItself(ModuleInspection module) {
        return module.exports().stream().anyMatch(each -> each.startsWith("mortise_call: "));
    }

    /** @throws Refusal BAD_MODULE with every problem */
    static ModuleInspection inspected(Path file) {
        try {
            return ModuleInspection.of(file);
        } catch (PluginException e) {
            throw Refusal.of(e);
        }
    }

    private static String key(String permission) {
        int equals = permission.indexOf('=');
        return equals < 0 ? permission : permission.substring(0, equals);
    }

    /** A plugin's directory below {@code home}. */
    Path directory(Path home) throws IOException {
        Path plugin = Files.createDirectory(home.resolve("plugin"));
        Files.copy(file, plugin.resolve("plugin.wasm"));
        List<String> asks = new ArrayList<>(given);
        asks.addAll(denied);
        Files.writeString(plugin.resolve("plugin.yaml"), sketch.yaml(asks), UTF_8);
        return plugin;
    }

    /** It starts once nothing of what it asks for is open. */
    void settle(Link link, String plugin) {
        if (!given.isEmpty()) {
            link.ask("grant", Map.of("plugin", plugin, "by", "--grant", "permissions", given));
        }
        if (!denied.isEmpty()) {
            link.ask("deny", Map.of("plugin", plugin, "by", "call", "permissions", denied));
        }
    }

    /** One line for who calls it. */
    String reach() {
        String may = given.isEmpty() ? "nothing beyond computing" : String.join(", ", given);
        String without = denied.isEmpty()
                ? ""
                : "; imports "
                        + String.join(", ", denied.stream().map(BareModule::key).toList())
                        + " and is denied it, see --grant";
        return file.getFileName() + " speaks " + module.dialect().get(0) + " and may reach " + may + without;
    }

    static String name(Path module) {
        String file =
                module.getFileName().toString().replaceFirst("\\.wasm$", "").toLowerCase(Locale.ROOT);
        String clean = file.replaceAll("[^a-z0-9-]", "-").replaceFirst("^[^a-z]+", "");
        return clean.length() < 2 ? "module" : clean.substring(0, Math.min(63, clean.length()));
    }
}

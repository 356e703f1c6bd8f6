package io.mortise.wasm.internal.extism;

import io.mortise.api.error.Detail.Violation;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A manifest as Extism's hosts read it: JSON that names one module or several, and narrows what they may do. Every
 * member is read or refused by name.
 */
public final class ExtismManifest {
    /** The name that makes a module the one whose exports are called. */
    private static final String MAIN = "main";

    private final List<Module> modules;
    private final ExtismSettings settings;

    private ExtismManifest(List<Module> modules, ExtismSettings settings) {
        this.modules = List.copyOf(modules);
        this.settings = settings;
    }

    /**
     * One module.
     *
     * @param path inside the plugin
     * @param hash SHA-256 of the file in lower-case hex
     * @param name under which others import from it
     */
    public record Module(String path, Optional<String> hash, Optional<String> name) {}

    /** What is wrong with a manifest, all of it. */
    public static final class BadManifest extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Violation> problems;

        BadManifest(List<Violation> problems) {
            super(problems.toString(), null, false, false);
            this.problems = List.copyOf(problems);
        }

        public List<Violation> problems() {
            return problems;
        }
    }

    /** Reads the file {@code name}. */
    public static ExtismManifest parse(String name, String text) throws BadManifest {
        Json json;
        try {
            json = Json.parse(text);
        } catch (JsonReader.NotJson e) {
            throw new BadManifest(List.of(new Violation(name, "is no JSON: " + e.getMessage())));
        }
        Members root = new Members(name, json);
        List<Module> modules = new ArrayList<>();
        root.items("wasm").forEach(item -> modules.add(module(item)));
        ExtismSettings settings = settings(root);
        root.only("wasm", "memory", "config", "allowed_hosts", "allowed_paths", "timeout_ms");
        root.refuse("allowed_paths", "is not read; ask for directories with permissions.filesystem in plugin.yaml");
        checkNames(root, modules);
        if (!root.problems().isEmpty()) {
            throw new BadManifest(root.problems());
        }
        return new ExtismManifest(modules, settings);
    }

    private static Module module(Members item) {
        item.only("path", "hash", "name", "data", "url", "headers", "method");
        item.refuse("data", "is not read; put the module into the plugin and name it with path");
        item.refuse("url", "is not fetched; put the module into the plugin and name it with path");
        String path = item.text("path").orElse("");
        if (path.isEmpty()) {
            item.problem("path", "is missing");
        }
        Optional<String> hash = item.text("hash");
        hash.filter(each -> !each.matches("[0-9a-f]{64}"))
                .ifPresent(each -> item.problem("hash", "is no SHA-256 in 64 lower-case hex digits"));
        return new Module(path, hash, item.text("name"));
    }

    private static ExtismSettings settings(Members root) {
        Members memory = root.object("memory");
        memory.only("max_pages", "max_http_response_bytes", "max_var_bytes");
        ExtismSettings standard = ExtismSettings.STANDARD;
        return new ExtismSettings(
                root.object("config").texts(),
                // Extism's hosts let nobody out who is not listed.
                Optional.of(
                        root.texts("allowed_hosts").stream().map(HostGlob::new).toList()),
                memory.number("max_pages").map(pages -> pages << 16).orElse(standard.maxMemoryBytes()),
                memory.number("max_http_response_bytes").orElse(standard.maxHttpBytes()),
                memory.number("max_var_bytes").orElse(standard.maxVarBytes()),
                root.number("timeout_ms").map(java.time.Duration::ofMillis));
    }

    private static void checkNames(Members root, List<Module> modules) {
        if (modules.isEmpty()) {
            root.problem("wasm", "names no module");
        }
        List<String> seen = new ArrayList<>();
        for (Module module : modules) {
            module.name().ifPresent(name -> {
                if (seen.contains(name)) {
                    root.problem("wasm", "has two modules named \"" + name + '"');
                }
                if (name.equals(KernelImport.MODULE)) {
                    root.problem("wasm", "names a module \"" + name + "\", which is the host's own");
                }
                seen.add(name);
            });
        }
    }

    /** All of them, in the order they are to be started: the main one last. */
    public List<Module> modules() {
        List<Module> ordered = new ArrayList<>(modules);
        Module main = main();
        ordered.remove(main);
        ordered.add(main);
        return ordered;
    }

    /** The only one, else the one so named, else the last. */
    private Module main() {
        return modules.stream()
                .filter(each -> each.name().equals(Optional.of(MAIN)))
                .findFirst()
                .orElse(modules.get(modules.size() - 1));
    }

    ExtismSettings settings() {
        return settings;
    }
}

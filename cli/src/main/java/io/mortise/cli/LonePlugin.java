package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Failure;
import io.mortise.cli.link.FileHome;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.ManagerLink;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.link.View;
import io.mortise.manager.GrantPolicy;
import io.mortise.manager.PluginManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One plugin of a path, run by a manager of its own in a home that lasts as long as the command. */
record LonePlugin(Link link, String name) {
    /**
     * @param grant true: it is given what it asks for; false: nothing
     * @throws Refusal when there is no plugin, or its files are not valid
     */
    static LonePlugin open(Path path, boolean grant) {
        Path home = FileHome.temporary();
        try {
            Path plugin = Files.isDirectory(path) ? directory(path) : bare(path, home);
            PluginManager manager = FileHome.opened(PluginManager.builder()
                    .home(home)
                    .directory(plugin, grant ? new GrantPolicy.AsDeclared("--grant") : GrantPolicy.stored())
                    .control(false)
                    .watch(false));
            Link link = new ManagerLink(home, manager, () -> FileHome.remove(home)).endingWithTheProcess();
            return new LonePlugin(link, name(link, path));
        } catch (IOException e) {
            FileHome.remove(home);
            throw new UncheckedIOException(e);
        } catch (Refusal e) {
            if (Files.exists(home)) {
                FileHome.remove(home);
            }
            throw e;
        }
    }

    private static Path directory(Path path) {
        if (!Files.isRegularFile(path.resolve("plugin.yaml"))) {
            throw Refusal.of(
                    Failure.UNKNOWN_PLUGIN, path, "holds no plugin.yaml; name a plugin, its directory or a .wasm");
        }
        return path;
    }

    /** A directory with the module and a manifest that makes its exports functions and asks for nothing. */
    private static Path bare(Path module, Path home) throws IOException {
        if (!Files.isRegularFile(module)) {
            throw Refusal.of(Failure.UNKNOWN_PLUGIN, module, "is neither a plugin's name nor a directory nor a .wasm");
        }
        List<String> functions = ModuleFile.read(module).functions();
        if (functions.isEmpty()) {
            throw Refusal.of(Failure.BAD_MODULE, module, "exports no function that takes an i32 and answers one");
        }
        Path plugin = Files.createDirectory(home.resolve("plugin"));
        Files.copy(module, plugin.resolve("plugin.wasm"));
        StringBuilder manifest =
                new StringBuilder("name: " + name(module) + "\nversion: 0.0.0\nruntime: wasm\nfunctions:\n");
        functions.forEach(function -> manifest.append("  ").append(function).append(": {}\n"));
        Files.writeString(plugin.resolve("plugin.yaml"), manifest, UTF_8);
        return plugin;
    }

    private static String name(Path module) {
        String file =
                module.getFileName().toString().replaceFirst("\\.wasm$", "").toLowerCase(Locale.ROOT);
        String clean = file.replaceAll("[^a-z0-9-]", "-").replaceFirst("^[^a-z]+", "");
        return clean.length() < 2 ? "module" : clean.substring(0, Math.min(63, clean.length()));
    }

    private static String name(Link link, Path path) {
        List<View> all = link.ask("status", Map.of()).views("plugins");
        if (all.size() == 1 && !all.get(0).text("state").equals("INVALID")) {
            return all.get(0).text("plugin");
        }
        String reason = all.isEmpty() ? "no plugin was found" : all.get(0).text("reason");
        link.close();
        throw Refusal.of(Failure.BAD_MANIFEST, path, reason + "; mortise check " + path);
    }
}

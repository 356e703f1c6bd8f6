package io.mortise.cli;

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
import java.util.Map;

/**
 * One plugin of a path, run by a manager of its own in a home that lasts as long as the command.
 *
 * @param reach what it may reach, for who calls it; empty where a manifest says it
 */
record LonePlugin(Link link, String name, String reach) {
    /** Among grants: whatever is asked for. */
    static final String ALL = "all";

    /**
     * @param grants as {@code mortise grant} takes them, or {@link #ALL}; empty = nothing
     * @throws Refusal when there is no plugin, or its files are not valid
     */
    static LonePlugin open(Path path, List<String> grants) {
        Path home = FileHome.temporary();
        boolean isOpen = false;
        try {
            LonePlugin plugin = Files.isDirectory(path) ? ofDirectory(path, home, grants) : bare(path, home, grants);
            isOpen = true;
            return plugin;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!isOpen && Files.exists(home)) {
                FileHome.remove(home);
            }
        }
    }

    private static LonePlugin ofDirectory(Path path, Path home, List<String> grants) {
        boolean isAll = grants.contains(ALL);
        Link link = link(directory(path), home, isAll ? new GrantPolicy.AsDeclared("--grant") : GrantPolicy.stored());
        String name = name(link, path);
        if (!isAll && !grants.isEmpty()) {
            asked(link, () -> link.ask("grant", Map.of("plugin", name, "by", "--grant", "permissions", grants)));
        }
        asked(link, () -> refuseUngranted(link, name));
        return new LonePlugin(link, name, "");
    }

    /** Where nothing is kept, `mortise grant` would be the wrong advice. */
    private static void refuseUngranted(Link link, String name) {
        View status =
                link.ask("status", Map.of("plugin", name)).views("plugins").get(0);
        if (status.text("state").equals("AWAITING_GRANT")) {
            List<String> missing = link.ask("diff", Map.of("plugin", name)).texts("missing");
            throw Refusal.of(
                    Failure.NOT_SERVING,
                    name,
                    "wants " + String.join(", ", missing)
                            + ", for this run; give it all of that with --grant, or one thing with --grant=PERMISSION");
        }
    }

    private static LonePlugin bare(Path path, Path home, List<String> grants) throws IOException {
        BareModule module = BareModule.open(path, grants);
        Link link = link(module.directory(home), home, GrantPolicy.stored());
        String name = name(link, path);
        asked(link, () -> module.settle(link, name));
        return new LonePlugin(link, name, module.reach());
    }

    private static void asked(Link link, Runnable change) {
        boolean isDone = false;
        try {
            change.run();
            isDone = true;
        } finally {
            if (!isDone) {
                link.close();
            }
        }
    }

    private static Link link(Path plugin, Path home, GrantPolicy policy) {
        PluginManager manager = FileHome.opened(PluginManager.builder()
                .home(home)
                .directory(plugin, policy)
                .control(false)
                .watch(false));
        return new ManagerLink(home, manager, () -> FileHome.remove(home)).endingWithTheProcess();
    }

    private static Path directory(Path path) {
        if (!Files.isRegularFile(path.resolve("plugin.yaml"))) {
            throw Refusal.of(
                    Failure.UNKNOWN_PLUGIN, path, "holds no plugin.yaml; name a plugin, its directory or a .wasm");
        }
        return path;
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

package io.mortise.manager;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.KvService;
import io.mortise.manager.internal.audit.Decision;
import io.mortise.manager.internal.grant.Grant;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Forgets for good what sleeps under a plugin's name, from every origin: its grant, its files, its key-value entries. */
final class Purging {
    private final Assembly parts;
    private final Optional<KvService> kv;

    Purging(Assembly parts, Optional<KvService> kv) {
        this.parts = parts;
        this.kv = kv;
    }

    /**
     * @throws PluginException UNKNOWN_PLUGIN when there is neither a plugin nor anything kept under this name; BAD_INPUT
     *     while it runs; SERVICE_FAILED when something stays, named
     */
    void run(PluginId plugin, String by) {
        Optional<Slot> slot =
                parts.core.slots().find(plugin).filter(each -> !each.files().isGone());
        if (slot.flatMap(Slot::live).isPresent()) {
            throw PluginException.of(
                    Failure.BAD_INPUT,
                    plugin,
                    "runs, and what it keeps is in use; `mortise disable " + plugin + "` first",
                    new Detail.Violations(java.util.List.of(new Detail.Violation("plugin", "runs"))));
        }
        Set<String> identities = identities(plugin, slot);
        if (identities.isEmpty()) {
            throw parts.core
                    .slots()
                    .unknown(plugin.name(), parts.core.grants().all().keySet());
        }
        parts.decisions.append(new Decision(
                parts.core.clock().instant(), by, "purge", plugin.name(), String.join(" ", identities), "", ""));
        parts.core.grants().purge(plugin, by);
        for (String identity : identities) {
            kv.ifPresent(service -> service.purge(identity));
            deleteTree(plugin, parts.core.home().data(identity));
        }
    }

    private Set<String> identities(PluginId plugin, Optional<Slot> slot) {
        Set<String> all = new LinkedHashSet<>();
        Optional.ofNullable(parts.core.grants().all().get(plugin))
                .map(Grant::origin)
                .or(() -> slot.map(each -> each.files().origin()))
                .map((Origin origin) -> origin.identityOf(plugin))
                .ifPresent(all::add);
        slot.map(each -> each.files().origin().identityOf(plugin)).ifPresent(all::add);
        Path data = parts.core.home().data("x").resolveSibling("");
        if (Files.isDirectory(data)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(data)) {
                for (Path each : found) {
                    String name = String.valueOf(each.getFileName());
                    if (name.matches(plugin.name() + "-[0-9a-f]{12}")) {
                        all.add(name);
                    }
                }
            } catch (IOException e) {
                throw left(plugin, data, e);
            }
        }
        return all;
    }

    private static void deleteTree(PluginId plugin, Path root) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException e)
                        throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw left(plugin, root, e);
        }
    }

    private static PluginException left(PluginId plugin, Path what, IOException e) {
        return PluginException.of(
                        Failure.SERVICE_FAILED,
                        plugin,
                        what + " could not be deleted: " + e + "; delete it by hand, or mend that and purge again",
                        new Detail.Service("data", "purge", e.getClass().getSimpleName()))
                .causedBy(e);
    }
}

package io.mortise.manager;

import io.mortise.api.Origin;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.grant.DeclaredTrust;
import io.mortise.manager.internal.settings.Settings;
import io.mortise.source.DirectorySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the sources that the application or the settings name. */
final class Sources {
    private final Setup setup;
    private final Settings settings;
    private final Path home;
    private final EventHub hub;
    private final List<Detail.Violation> problems = new ArrayList<>();

    Sources(Setup setup, Settings settings, Path home, EventHub hub) {
        this.setup = setup;
        this.settings = settings;
        this.home = home;
        this.hub = hub;
    }

    /** @throws PluginException BAD_CONFIG with every directory that may not be granted as declared */
    List<Supply> open() {
        List<Supply> supplies = new ArrayList<>();
        for (Setup.Directory each : setup.directories) {
            Settings.PluginsEntry entry =
                    new Settings.PluginsEntry(each.path().toString(), false, Settings.Snapshot.COPY, each.aliases());
            supplies.add(directory(entry, each.path(), each.grants()));
        }
        setup.sources.forEach(each -> supplies.add(new Supply(each.source(), each.grants(), Map.of())));
        if (supplies.isEmpty()) {
            for (Settings.PluginsEntry entry : settings.plugins()) {
                GrantPolicy policy = entry.grantsAsDeclared()
                        ? new GrantPolicy.AsDeclared("mortise.yaml: plugins: " + entry.dir())
                        : GrantPolicy.stored();
                supplies.add(directory(entry, home.resolve(entry.dir()).normalize(), policy));
            }
        }
        if (!problems.isEmpty()) {
            supplies.forEach(supply -> supply.source().close());
            throw PluginException.of(
                    Failure.BAD_CONFIG, "home " + home, Problems.line(problems), new Detail.Violations(problems));
        }
        return supplies;
    }

    private Supply directory(Settings.PluginsEntry entry, Path path, GrantPolicy said) {
        GrantPolicy policy =
                setup.asDeclared.<GrantPolicy>map(GrantPolicy.AsDeclared::new).orElse(said);
        if (policy instanceof GrantPolicy.AsDeclared declared) {
            Optional<String> refusal = DeclaredTrust.refusal(path);
            refusal.ifPresent(why -> problems.add(new Detail.Violation(
                    path.toString(), "may not be granted as declared (" + declared.where() + "): " + why)));
            hub.notice(true, path + ": plugins are given whatever they ask for, as said in " + declared.where());
        }
        DirectorySource.Options options = DirectorySource.Options.STANDARD
                .withDebounce(settings.reload().debounce())
                .withQuiet(settings.reload().quiet())
                .withSnapshot(
                        entry.snapshot() == Settings.Snapshot.LINK
                                ? DirectorySource.SnapshotMode.LINK
                                : DirectorySource.SnapshotMode.COPY);
        return new Supply(
                DirectorySource.open(path, new Origin("dir:" + entry.dir()), options), policy, entry.aliases());
    }

    /** Where the directories of these supplies lie, as far as they are directories. */
    static List<Path> paths(Setup setup, Settings settings, Path home) {
        List<Path> all = new ArrayList<>();
        setup.directories.forEach(each -> all.add(each.path().toAbsolutePath().normalize()));
        if (all.isEmpty() && setup.sources.isEmpty()) {
            settings.plugins().forEach(each -> all.add(home.resolve(each.dir()).normalize()));
        }
        return all;
    }
}

package io.mortise.manager;

import io.mortise.api.Mount;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns filesystem grants into directories: under the plugin's own data, or a root that an operator granted. */
final class Mounts {
    private final Home home;
    private final List<Path> forbidden;

    /** @param sources directories that plugins come from */
    Mounts(Home home, List<Path> sources) {
        this.home = home;
        this.forbidden = new ArrayList<>(sources);
        forbidden.add(home.state(""));
    }

    /** @throws PluginException GRANT_MISSING for a root that would open what belongs to the manager or to others */
    List<Mount> of(Subject subject, String identity, Permissions granted) {
        return granted.of(Permission.Filesystem.class)
                .map(each -> mount(subject, identity, each))
                .toList();
    }

    private Mount mount(Subject subject, String identity, Permission.Filesystem granted) {
        Path written = Path.of(granted.path());
        try {
            if (!written.isAbsolute()) {
                Path own = home.data(identity);
                Path directory = own.resolve(written).normalize();
                if (!directory.startsWith(own)) {
                    throw refused(subject, granted, "it leads out of the plugin's own data");
                }
                Home.createPrivate(own);
                Home.createPrivate(directory);
                requireInside(subject, granted, directory.toRealPath(), own.toRealPath());
                return new Mount(directory.toRealPath(), "/" + granted.path(), !granted.write());
            }
            Path real = written.toRealPath();
            for (Path each : forbidden) {
                Path taken = Files.exists(each) ? each.toRealPath() : each;
                if (real.startsWith(taken) || taken.startsWith(real)) {
                    throw refused(subject, granted, "it overlaps " + taken + ", which is the manager's own");
                }
            }
            return new Mount(real, granted.path(), !granted.write());
        } catch (IOException e) {
            throw refused(subject, granted, "it is not to be had: " + e).causedBy(e);
        }
    }

    private static void requireInside(Subject subject, Permission.Filesystem granted, Path directory, Path own) {
        if (!directory.startsWith(own)) {
            throw refused(subject, granted, "a link in it leads out of the plugin's own data");
        }
    }

    private static PluginException refused(Subject subject, Permission.Filesystem granted, String why) {
        String command = "mortise deny " + subject.plugin() + ' ' + granted.text();
        return PluginException.of(
                Failure.GRANT_MISSING,
                subject,
                "may not be given " + granted.text() + ": " + why + "; `" + command + "` or grant another directory",
                new Detail.Denial(granted.text(), granted.path(), "", command));
    }
}

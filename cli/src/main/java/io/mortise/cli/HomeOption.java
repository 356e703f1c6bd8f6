package io.mortise.cli;

import io.mortise.api.error.Failure;
import io.mortise.cli.link.FileHome;
import io.mortise.cli.link.Homes;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.Refusal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which home a command is about, and the way to its manager. */
final class HomeOption {
    private final Shell shell;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The directory a manager works in; else MORTISE_HOME, the nearest one upwards, or the only one"
                            + " in which a manager runs.")
    private @Nullable Path home;

    HomeOption(Shell shell) {
        this.shell = shell;
    }

    Homes.Found find() {
        return homes().find(Optional.ofNullable(home));
    }

    Homes homes() {
        return new Homes(shell.directory(), shell.environment());
    }

    /** The manager that runs there. */
    Link live() {
        Homes.Found found = find();
        Link link = homes().live(found.home())
                .orElseThrow(() -> Refusal.of(
                        Failure.NOT_SERVING,
                        "home " + found.home(),
                        "no manager runs there; mortise run " + found.home()));
        tell(found, "running");
        return link;
    }

    /** The manager that runs there, else one that starts only {@code plugins}; {@code keeps} as {@link FileHome}. */
    Link liveOrFiles(Set<String> plugins, boolean keeps) {
        Homes.Found found = find();
        Optional<Link> live = homes().live(found.home());
        tell(found, live.isPresent() ? "running" : "no manager runs, reading files");
        return live.orElseGet(() -> FileHome.open(found.home(), plugins, keeps));
    }

    /** The manager that runs there, else one that starts nothing. */
    Link liveOrFiles(boolean keeps) {
        return liveOrFiles(Set.of(), keeps);
    }

    /** Says which home it is, unless it was named. */
    void tell(Homes.Found found, String state) {
        if (home == null) {
            shell.terminal().whisper("home " + found.home() + " (" + found.how() + "; " + state + ")");
        }
    }
}

package io.mortise.cli;

import io.mortise.api.Origin;
import io.mortise.api.Source;
import io.mortise.source.DirectorySource;
import java.nio.file.Path;

/** How changes of a directory are noticed on this machine. */
final class Watching {
    private Watching() {}

    /** {@code events} or {@code polling}. */
    static String mode(Path directory) {
        try (DirectorySource source =
                DirectorySource.open(directory, new Origin("dir:."), DirectorySource.Options.STANDARD)) {
            Source.Watch watch = source.watch(names -> {});
            String mode = watch.mode();
            watch.close();
            return mode;
        }
    }
}

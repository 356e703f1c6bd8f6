package io.mortise.cli;

import io.mortise.cli.screen.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds one run of the command; a test gives another.
 *
 * @param directory the working directory, absolute
 */
record Shell(Terminal terminal, InputStream in, Path directory, Map<String, String> environment) {
    Shell {
        environment = Map.copyOf(environment);
    }

    /** A path as the person wrote it. */
    Path path(String written) {
        return directory.resolve(written).normalize();
    }
}

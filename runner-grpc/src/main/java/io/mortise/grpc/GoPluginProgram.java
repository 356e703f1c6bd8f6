package io.mortise.grpc;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A go-plugin program and how to start it; for {@link GoPluginClient}.
 *
 * @param command the first word an absolute path
 * @param directory it runs in
 * @param environment added to PATH, HOME, LANG, TZ and TMPDIR, which is all it gets of the host's
 * @param cookieKey go-plugin's magic cookie: the variable's name
 * @param versions application versions this host can speak
 * @param sandbox {@link Sandbox#NONE} or {@link Sandbox#LIMITED}
 * @param allowPlaintext true to accept a program that does not do AutoMTLS
 * @param maxMessageBytes of one message from the program
 * @param startTimeout until its first answer
 */
public record GoPluginProgram(
        List<String> command,
        Path directory,
        Map<String, String> environment,
        String cookieKey,
        String cookieValue,
        List<Integer> versions,
        Sandbox sandbox,
        boolean allowPlaintext,
        int maxMessageBytes,
        Duration startTimeout) {
    private static final int SIXTY_FOUR_MIB = 64 << 20;

    public GoPluginProgram {
        command = List.copyOf(command);
        requireNonNull(directory, "directory");
        environment = Map.copyOf(environment);
        requireNonNull(cookieKey, "cookieKey");
        requireNonNull(cookieValue, "cookieValue");
        versions = List.copyOf(versions);
        requireNonNull(sandbox, "sandbox");
        requireNonNull(startTimeout, "startTimeout");
        if (command.isEmpty() || versions.isEmpty()) {
            throw new IllegalArgumentException("a program has a command and at least one version");
        }
    }

    /** Without arguments or environment, sandbox none, mTLS required, messages of 64 MiB, 60 s to start. */
    public static GoPluginProgram of(Path executable, String cookieKey, String cookieValue, Integer... versions) {
        Path absolute = executable.toAbsolutePath();
        return new GoPluginProgram(
                List.of(absolute.toString()),
                requireNonNull(absolute.getParent(), "the directory of the executable"),
                Map.of(),
                cookieKey,
                cookieValue,
                List.of(versions),
                Sandbox.NONE,
                false,
                SIXTY_FOUR_MIB,
                Duration.ofSeconds(60));
    }

    public GoPluginProgram withEnvironment(Map<String, String> other) {
        return new GoPluginProgram(
                command,
                directory,
                other,
                cookieKey,
                cookieValue,
                versions,
                sandbox,
                allowPlaintext,
                maxMessageBytes,
                startTimeout);
    }

    public GoPluginProgram withPlaintextAllowed() {
        return new GoPluginProgram(
                command,
                directory,
                environment,
                cookieKey,
                cookieValue,
                versions,
                sandbox,
                true,
                maxMessageBytes,
                startTimeout);
    }
}

package io.mortise.grpc;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param sandbox what it is confined to; a level that this machine does not have fails the start
 * @param allowPlaintext true to accept a program that does not do AutoMTLS
 * @param autoMtls false not to ask for TLS at all; only with {@code allowPlaintext}
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
        boolean autoMtls,
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
        if (!autoMtls && !allowPlaintext) {
            throw new IllegalArgumentException("a program that is not asked for TLS needs plaintext to be allowed");
        }
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
                true,
                SIXTY_FOUR_MIB,
                Duration.ofSeconds(60));
    }

    /** As its family needs it. A family that speaks plaintext only is taken so: naming the profile is the consent. */
    public static GoPluginProgram of(Path executable, GoPluginProfile profile) {
        Path absolute = executable.toAbsolutePath();
        return new GoPluginProgram(
                List.of(absolute.toString()),
                requireNonNull(absolute.getParent(), "the directory of the executable"),
                profile.environment(),
                profile.cookieKey(),
                profile.cookieValue(),
                profile.versions(),
                Sandbox.NONE,
                !profile.autoMtls(),
                profile.autoMtls(),
                profile.maxMessageBytes(),
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
                autoMtls,
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
                autoMtls,
                maxMessageBytes,
                startTimeout);
    }

    /** With the arguments its command line has after the program's path. */
    public GoPluginProgram withArguments(String... arguments) {
        List<String> words = new ArrayList<>(List.of(command.get(0)));
        words.addAll(List.of(arguments));
        return new GoPluginProgram(
                words,
                directory,
                environment,
                cookieKey,
                cookieValue,
                versions,
                sandbox,
                allowPlaintext,
                autoMtls,
                maxMessageBytes,
                startTimeout);
    }

    /** Confined; a level that is not to be had on this machine fails the start. */
    public GoPluginProgram withSandbox(Sandbox level) {
        return new GoPluginProgram(
                command,
                directory,
                environment,
                cookieKey,
                cookieValue,
                versions,
                level,
                allowPlaintext,
                autoMtls,
                maxMessageBytes,
                startTimeout);
    }
}

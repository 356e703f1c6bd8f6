package io.mortise.grpc.internal.process;

import io.mortise.api.error.StartProblem;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.api.manifest.RuntimeSpec.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command line of one bundle, checked as far as it can be without running it.
 *
 * @param words the first is an absolute path
 */
public record LaunchWords(List<String> words) {
    /**
     * How the host's own Java runs a jar: fast to start, small, and silent on stdout, where the JVM's warnings would
     * spoil the handshake.
     */
    private static final List<String> JAVA_FLAGS = List.of(
            "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable", "-Xlog:all=warning:stderr");

    /** From 24 on the JVM warns on stderr of what Netty does to reach Unix sockets and memory; these say it may. */
    private static final List<String> NEWER_JAVA_FLAGS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final int FIRST_THAT_WARNS = 24;

    public LaunchWords {
        words = List.copyOf(words);
    }

    /**
     * Resolves {@code spec} inside {@code root}.
     *
     * @param path the directories to look a bare command up in, as PATH has them
     * @throws NotStarted NOT_EXECUTABLE, NO_EXEC_STORE, WRONG_PLATFORM
     */
    public static LaunchWords resolve(RuntimeSpec.Grpc spec, Path root, Platform platform, String path) {
        List<String> words = new ArrayList<>();
        Launch launch = spec.launch();
        if (launch instanceof Launch.Binary binary) {
            words.add(executable(inside(root, fileFor(binary, platform)), platform));
        } else if (launch instanceof Launch.Jar jar) {
            words.add(hostJava());
            words.addAll(JAVA_FLAGS);
            words.addAll(Runtime.version().feature() >= FIRST_THAT_WARNS ? NEWER_JAVA_FLAGS : List.of());
            words.add("-jar");
            words.add(jar(inside(root, jar.path())).toString());
        } else if (launch instanceof Launch.Command command) {
            List<String> written = command.words();
            words.add(first(written, root, platform, path));
            words.addAll(written.subList(Math.min(1, written.size()), written.size()));
        }
        words.addAll(spec.args());
        return new LaunchWords(words);
    }

    private static String fileFor(Launch.Binary binary, Platform platform) {
        return Optional.ofNullable(binary.byPlatform().get(platform.key()))
                .or(() -> Optional.ofNullable(binary.byPlatform().get(Launch.Binary.ANY)))
                .orElseThrow(() -> NotStarted.of(
                        StartProblem.WRONG_PLATFORM,
                        "a binary for " + platform.key(),
                        "binaries for "
                                + String.join(
                                        ", ",
                                        binary.byPlatform().keySet().stream()
                                                .sorted()
                                                .toList()),
                        "add " + platform.key() + " under grpc.binary"));
    }

    private static String first(List<String> written, Path root, Platform platform, String path) {
        if (written.isEmpty()) {
            throw notExecutable("a command", "none", "name one under grpc.command");
        }
        String word = written.get(0);
        return word.indexOf('/') >= 0 ? executable(inside(root, word), platform) : lookUp(word, path);
    }

    private static String lookUp(String word, String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .map(directory -> directory.resolve(word))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> notExecutable(
                        "\"" + word + "\" in PATH", "not found in " + path, "install it, or ship it in the bundle"))
                .toString();
    }

    private static Path inside(Path root, String written) {
        try {
            Path real = root.resolve(written).toRealPath();
            if (Path.of(written).isAbsolute() || !real.startsWith(root.toRealPath())) {
                throw notExecutable("a path inside the bundle", written, "ship the file in the bundle");
            }
            return real;
        } catch (IOException e) {
            throw notExecutable("the file " + written, "it is not in the bundle", "build it, or correct plugin.yaml")
                    .causedBy(e);
        }
    }

    private static String executable(Path file, Platform platform) {
        requireRegular(file);
        ExecutableBit.require(file);
        platform.requireRunnable(file);
        return file.toString();
    }

    private static Path jar(Path file) {
        requireRegular(file);
        if (!Files.isReadable(file)) {
            throw notExecutable("a jar this user can read", file.getFileName().toString(), "check its mode");
        }
        return file;
    }

    private static void requireRegular(Path file) {
        if (!Files.isRegularFile(file)) {
            throw notExecutable("a regular file", file.getFileName() + " is none", "correct plugin.yaml");
        }
    }

    private static String hostJava() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path found = Files.isExecutable(java) ? java : java.resolveSibling("java.exe");
        if (!Files.isExecutable(found)) {
            throw notExecutable(
                    "the host's own " + java, "it is not there", "run the host on a JDK or JRE with bin/java");
        }
        return found.toString();
    }

    private static NotStarted notExecutable(String expected, String actual, String nextStep) {
        return NotStarted.of(StartProblem.NOT_EXECUTABLE, expected, actual, nextStep);
    }
}

package io.mortise.grpc.internal.process;

import io.mortise.api.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The small programs that stand between this JVM and a plugin: each replaces itself by the next, so the pid stays.
 *
 * <p>They run with an empty environment, and only from files that root owns and nobody else may write: what a manifest
 * sets reaches the last of them, {@code env}, as arguments and becomes an environment behind all of them.
 */
public record Launchers(Map<String, Path> found) {
    private static final List<String> NAMES = List.of("setpriv", "setsid", "prlimit", "env");
    private static final List<Path> DIRECTORIES = List.of(Path.of("/usr/bin"), Path.of("/bin"));
    private static final int WRITABLE_BY_OTHERS = 0022;

    public Launchers {
        found = Map.copyOf(found);
    }

    /** What this machine has. */
    public static Launchers find() {
        Map<String, Path> found = new TreeMap<>();
        for (String name : NAMES) {
            DIRECTORIES.stream()
                    .map(directory -> directory.resolve(name))
                    .flatMap(file -> trusted(file).stream())
                    .findFirst()
                    .ifPresent(file -> found.put(name, file));
        }
        return new Launchers(found);
    }

    private static Optional<Path> trusted(Path file) {
        try {
            Path real = file.toRealPath();
            Map<String, Object> unix = Files.readAttributes(real, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            boolean rootOwns = Integer.valueOf(0).equals(unix.get("uid"));
            boolean sealed = unix.get("mode") instanceof Integer mode && (mode & WRITABLE_BY_OTHERS) == 0;
            return rootOwns && sealed && Files.isExecutable(real) ? Optional.of(file) : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty(); // not there, or not a system that has them
        }
    }

    public boolean has(String name) {
        return found.containsKey(name);
    }

    /** The programs of {@link Sandbox#LIMITED}, by name. */
    public List<String> wanted() {
        return NAMES;
    }

    /** Those that are missing here. */
    public List<String> missing() {
        return NAMES.stream().filter(name -> !has(name)).toList();
    }

    /** True when the kernel kills a plugin together with its host. */
    public boolean tiesToHost() {
        return has("setpriv") && has("env");
    }

    /** The strongest level up to {@code wanted} that these programs give. */
    public Sandbox level(Sandbox wanted) {
        return wanted == Sandbox.NONE || !missing().isEmpty() ? Sandbox.NONE : Sandbox.LIMITED;
    }

    /**
     * What to execute so that {@code words} runs at {@code level} with exactly {@code environment}.
     *
     * @throws IllegalArgumentException if the level is not to be had, or the first word has a {@code =} in it
     */
    public Launch wrap(Sandbox level, ResourceLimits limits, Map<String, String> environment, List<String> words) {
        if (!tiesToHost()) {
            if (level != Sandbox.NONE) {
                throw new IllegalArgumentException("sandbox level " + level.text() + " needs " + missing());
            }
            return new Launch(words, environment);
        }
        if (words.get(0).indexOf('=') >= 0) {
            throw new IllegalArgumentException("env would take " + words.get(0) + " for a variable");
        }
        List<String> all = new ArrayList<>(List.of(path("setpriv"), "--pdeathsig", "KILL"));
        if (level == Sandbox.LIMITED) {
            all.addAll(List.of("--no-new-privs", "--", path("setsid"), path("prlimit")));
            all.addAll(limits.options());
        }
        all.addAll(List.of("--", path("env"), "-i"));
        environment.forEach((name, value) -> all.add(name + '=' + value));
        all.addAll(words);
        return new Launch(all, Map.of());
    }

    private String path(String name) {
        Path path = found.get(name);
        if (path == null) {
            throw new IllegalArgumentException("this machine has no " + name);
        }
        return path.toString();
    }

    /** A command line and the environment of its first program. */
    public record Launch(List<String> words, Map<String, String> environment) {
        public Launch {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }
    }
}

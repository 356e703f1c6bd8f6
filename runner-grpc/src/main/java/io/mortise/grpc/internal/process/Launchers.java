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
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

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
        for (String name :
                Stream.concat(NAMES.stream(), Stream.of(Bubblewrap.NAME)).toList()) {
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

    /** The program behind level {@code full}; whether it works here is {@link Bubblewrap}'s to say. */
    Optional<Path> bubblewrap() {
        return Optional.ofNullable(found.get(Bubblewrap.NAME));
    }

    /** True when {@code limits.memory} of a process can be held. */
    public boolean boundsMemory() {
        return tiesToHost() && has("prlimit");
    }

    /**
     * What to execute so that {@code words} runs confined, with exactly {@code environment}.
     *
     * @param view the file system of level {@code full}; read at that level only
     * @throws IllegalArgumentException if the level is not to be had, or the first word has a {@code =} in it
     */
    public Launch wrap(
            Confinement confinement,
            ResourceLimits limits,
            FullView view,
            Map<String, String> environment,
            List<String> words) {
        Sandbox level = confinement.level();
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
            all.add("--no-new-privs"); // bubblewrap sets it itself, and may need a privilege before
        }
        if (level != Sandbox.NONE) {
            all.addAll(List.of("--", path("setsid")));
        }
        bound(all, level, confinement.memoryBytes(), limits);
        if (level == Sandbox.FULL) {
            all.add(path(Bubblewrap.NAME));
            all.addAll(view.words(Path.of(words.get(0))));
            all.add("--");
        }
        all.addAll(List.of(path("env"), "-i"));
        environment.forEach((name, value) -> all.add(name + '=' + value));
        all.addAll(words);
        return new Launch(all, Map.of());
    }

    /** Puts prlimit in, where there is anything to bound; ends the options of the launcher before. */
    private void bound(List<String> all, Sandbox level, OptionalLong memory, ResourceLimits limits) {
        boolean wanted = level != Sandbox.NONE || (memory.isPresent() && boundsMemory());
        if (wanted) {
            if (level == Sandbox.NONE) {
                all.add("--");
            }
            all.add(path("prlimit"));
            all.addAll(level == Sandbox.NONE ? List.of() : limits.options());
            memory.ifPresent(bytes -> all.add("--data=" + bytes));
        }
        all.add("--");
    }

    String path(String name) {
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

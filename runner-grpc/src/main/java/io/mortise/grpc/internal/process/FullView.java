package io.mortise.grpc.internal.process;

import io.mortise.api.Mount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file system of a process at level {@code full}, as arguments of bubblewrap: the system's programs and libraries,
 * the bundle, the directories granted, its own sockets, and nothing else. What is not named does not exist there: no
 * home, no state of the manager, no other plugin's files or sockets.
 *
 * @param bundle read-only
 * @param sockets its own, writable
 */
public record FullView(Path bundle, Path sockets, List<Mount> mounts) {
    /** Programs and libraries. A link such as {@code /bin -> usr/bin} stays one. */
    private static final List<String> SYSTEM = List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

    /** What a C library, a JVM and TLS read; all of it world-readable and without secrets. */
    private static final List<String> CONFIGURATION = List.of(
            "/etc/ld.so.cache",
            "/etc/ld.so.conf",
            "/etc/ld.so.conf.d",
            "/etc/alternatives",
            "/etc/ssl/certs",
            "/etc/pki/tls/certs",
            "/etc/ca-certificates",
            "/etc/localtime",
            "/etc/nsswitch.conf",
            "/etc/passwd",
            "/etc/group");

    private static final long TEMPORARY_BYTES = 256L << 20;

    public FullView {
        mounts = List.copyOf(mounts);
    }

    /** Namespaces and bounds; the file system comes after them. */
    static List<String> isolation() {
        return List.of("--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL");
    }

    /** What every process of this level has, whatever it runs. */
    static List<String> system() {
        List<String> words = new ArrayList<>();
        SYSTEM.forEach(path -> system(Path.of(path), words));
        CONFIGURATION.forEach(path -> words.addAll(List.of("--ro-bind-try", path, path)));
        javaConfiguration(words);
        String size = String.valueOf(TEMPORARY_BYTES);
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        words.addAll(List.of("--size", size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"));
        words.addAll(List.of("--size", size, "--tmpfs", "/tmp"));
        return words;
    }

    private static void system(Path path, List<String> words) {
        try {
            if (Files.isSymbolicLink(path)) {
                words.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), path.toString()));
            } else if (Files.isDirectory(path)) {
                words.addAll(List.of("--ro-bind", path.toString(), path.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian's JDK links its configuration to {@code /etc/java-17-openjdk}. */
    private static void javaConfiguration(List<String> words) {
        try (Stream<Path> all = Files.list(Path.of("/etc"))) {
            all.filter(path -> path.getFileName().toString().startsWith("java"))
                    .sorted()
                    .forEach(path -> words.addAll(List.of("--ro-bind-try", path.toString(), path.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param program the first word of what is run */
    List<String> words(Path program) {
        List<String> words = new ArrayList<>(isolation());
        words.addAll(system());
        readOnly(bundle, words);
        mounts.forEach(mount -> words.addAll(List.of(
                mount.readOnly() ? "--ro-bind" : "--bind",
                mount.directory().toString(),
                mount.directory().toString())));
        program(program, words);
        words.addAll(List.of("--bind", sockets.toString(), sockets.toString()));
        words.addAll(List.of("--remount-ro", "/", "--chdir", bundle.toString()));
        return words;
    }

    /** A program that lies elsewhere: with the tree it was installed in when that can be told, else alone. */
    private void program(Path program, List<String> words) {
        try {
            Path real = program.toRealPath();
            if (!isVisible(real)) {
                readOnly(installation(real).orElse(real), words);
            }
            if (!isVisible(program) && !program.equals(real)) {
                words.addAll(List.of("--ro-bind", real.toString(), program.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code /opt/x} of {@code /opt/x/bin/program}. */
    private static Optional<Path> installation(Path program) {
        return Optional.ofNullable(program.getParent())
                .filter(directory -> directory.endsWith("bin"))
                .flatMap(directory -> Optional.ofNullable(directory.getParent()))
                .filter(tree -> tree.getNameCount() > 0);
    }

    private boolean isVisible(Path path) {
        return path.startsWith(bundle)
                || SYSTEM.stream().anyMatch(path::startsWith)
                || mounts.stream().anyMatch(mount -> path.startsWith(mount.directory()));
    }

    private static void readOnly(Path path, List<String> words) {
        words.addAll(List.of("--ro-bind", path.toString(), path.toString()));
    }
}

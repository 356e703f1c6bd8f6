package io.mortise.testkit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java plugin from this JVM's class path, as a program that starts fast: made once in the life of this JVM, with an
 * archive of class data as the SDK's README tells authors to make it. Any thread.
 */
public final class JavaGuest {
    private static final Map<String, JavaGuest> MADE = new ConcurrentHashMap<>();
    private static final int FIRST_THAT_WARNS = 24;
    private static final long PATIENCE_SECONDS = 120;

    private final Path directory;
    private final Path arguments;

    private JavaGuest(Path directory, Path arguments) {
        this.directory = directory;
        this.arguments = arguments;
    }

    /** The program whose {@code main} is that class's; it must know the SDK's {@code --warm-up}. */
    public static JavaGuest of(String mainClass) {
        return MADE.computeIfAbsent(mainClass, JavaGuest::make);
    }

    /** Where its jars and its archive lie, until this JVM ends. */
    public Path directory() {
        return directory;
    }

    /** Writes the program: a script that becomes this JVM's own Java. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\nunset PWD OLDPWD SHLVL _\nexec '" + java() + "' '@" + arguments + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static JavaGuest make(String mainClass) {
        try {
            Path target = Path.of("target").toAbsolutePath();
            Path directory = Files.isDirectory(target)
                    ? Files.createTempDirectory(target, "guest")
                    : Files.createTempDirectory("mortise-guest");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "guest/delete"));
            Path archive = directory.resolve("guest.jsa");
            List<String> path = List.of("-cp", jars(directory), mainClass);
            run(directory, words("-XX:ArchiveClassesAtExit=" + archive, path, "--warm-up"));
            Path arguments = directory.resolve("guest.args");
            Files.write(
                    arguments,
                    words("-XX:SharedArchiveFile=" + archive, path).stream()
                            .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                            .toList());
            return new JavaGuest(directory, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String archive, List<String> path, String... more) {
        List<String> words = new ArrayList<>(List.of(
                archive, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xlog:all=warning:stderr"));
        if (Runtime.version().feature() >= FIRST_THAT_WARNS) {
            words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        words.addAll(path);
        words.addAll(List.of(more));
        return words;
    }

    private static void run(Path directory, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(words);
        Path said = directory.resolve("archive.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("no archive was made: " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an archive was made", e);
        }
    }

    /** The class path with each directory as a jar: an archive knows only jars. */
    private static String jars(Path directory) {
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        return entries.stream()
                .map(entry -> Files.isDirectory(entry)
                        ? pack(entry, directory.resolve(entries.indexOf(entry) + ".jar"))
                        : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path pack(Path classes, Path jar) {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

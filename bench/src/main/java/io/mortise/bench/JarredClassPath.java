package io.mortise.bench;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** This JVM's class path with a jar for each directory: a class-data archive takes no classes from directories. */
final class JarredClassPath {
    private JarredClassPath() {}

    /** @param into where the jars are written */
    static String in(Path into) throws IOException {
        try {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(Files::exists)
                    .map(entry -> (Files.isDirectory(entry) ? jar(entry, into) : entry).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Path jar(Path directory, Path into) {
        try {
            Path jar = Files.createTempFile(into, "classes", ".jar");
            List<Path> files;
            try (Stream<Path> all = Files.walk(directory)) {
                files = all.filter(Files::isRegularFile).toList();
            }
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out)) {
                for (Path file : files) {
                    String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
                    entries.putNextEntry(new JarEntry(name));
                    Files.copy(file, entries);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.mortise.manager;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * JVMs of this class path that start in a fraction of the time: the classes that a first run loaded are archived for the
 * others. An archive takes jars only, so directories of classes are packed first.
 */
final class QuickJvm {
    private final String classPath;
    private final Path archive;

    private QuickJvm(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** @param first arguments of the first run, which must end by itself */
    static QuickJvm of(Path directory, Class<?> main, List<String> first) throws IOException, InterruptedException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? packed(path, directory.resolve(entries.size() + ".jar")) : entry);
        }
        QuickJvm quick = new QuickJvm(String.join(File.pathSeparator, entries), directory.resolve("classes.jsa"));
        int ended = quick.builder("-XX:ArchiveClassesAtExit=" + quick.archive, main, first)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        if (ended != 0) {
            throw new IllegalStateException("the first run ended with " + ended);
        }
        return quick;
    }

    Process start(Class<?> main, List<String> arguments) throws IOException {
        return builder("-XX:SharedArchiveFile=" + archive, main, arguments).start();
    }

    private ProcessBuilder builder(String archiving, Class<?> main, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                archiving,
                "-cp",
                classPath,
                main.getName()));
        words.addAll(arguments);
        return new ProcessBuilder(words).redirectError(Redirect.DISCARD);
    }

    private static String packed(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(classes)) {
            files = tree.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packing = new JarOutputStream(out)) {
            for (Path file : files) {
                packing.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, packing);
            }
        }
        return jar.toString();
    }
}

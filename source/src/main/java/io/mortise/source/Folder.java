package io.mortise.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** An open directory. Nothing reached through it is ever reached through a link. One thread. */
interface Folder extends Closeable {
    /** The names in it that are {@code taken}, sorted; no more than {@code max} are read. */
    List<String> names(Predicate<String> taken, int max) throws IOException;

    Stat stat(String name) throws IOException;

    Folder folder(String name) throws IOException;

    SeekableByteChannel read(String name) throws IOException;

    /** Opens the directory that {@code path} names; its last element is not followed when it is a link. */
    static Folder open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            return new PlainFolder(absolute);
        }
        try (DirectoryStream<Path> above = Files.newDirectoryStream(parent)) {
            if (above instanceof SecureDirectoryStream<Path> secure) {
                return SecureFolder.of(secure, absolute);
            }
        }
        if (!Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new TreeChanged(absolute + " is no directory");
        }
        return new PlainFolder(absolute);
    }

    /** The names that a stream gives, as {@link #names} tells them. */
    static List<String> sorted(Iterable<Path> stream, Predicate<String> taken, int max) {
        List<String> names = new ArrayList<>();
        for (Path each : stream) {
            String name = each.getFileName().toString();
            if (taken.test(name) && names.size() < max) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return names;
    }
}

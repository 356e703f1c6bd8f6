package io.mortise.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A directory held by its path, where the platform cannot hold it by descriptor (Windows, some network drives). */
final class PlainFolder implements Folder {
    private static final String ATTRIBUTES = "unix:mode,nlink,size,lastModifiedTime,ctime,fileKey";

    private final Path path;

    PlainFolder(Path path) {
        this.path = path;
    }

    @Override
    public List<String> names(Predicate<String> taken, int max) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            return Folder.sorted(stream, taken, max);
        }
    }

    @Override
    public Stat stat(String name) throws IOException {
        Path file = path.resolve(name);
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Stat.ofUnix(Files.readAttributes(file, ATTRIBUTES, NOFOLLOW_LINKS))
                : Stat.ofBasic(Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS));
    }

    @Override
    public Folder folder(String name) throws IOException {
        Path inner = path.resolve(name);
        if (!Files.isDirectory(inner, NOFOLLOW_LINKS)) {
            throw new TreeChanged(inner + " is no directory any more");
        }
        return new PlainFolder(inner);
    }

    @Override
    public SeekableByteChannel read(String name) throws IOException {
        return Files.newByteChannel(path.resolve(name), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}

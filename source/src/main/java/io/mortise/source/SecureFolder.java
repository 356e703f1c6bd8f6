package io.mortise.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A directory held by its descriptor ({@code openat}): renaming it or a parent to a link leads nowhere else. */
final class SecureFolder implements Folder {
    private static final String ATTRIBUTES = "unix:mode,nlink,size,lastModifiedTime,ctime,fileKey";

    private final SecureDirectoryStream<Path> stream;
    private final Path path;

    private SecureFolder(SecureDirectoryStream<Path> stream, Path path) {
        this.stream = stream;
        this.path = path;
    }

    /** The directory that {@code path} ends with, opened from the directory above it. */
    static SecureFolder of(SecureDirectoryStream<Path> above, Path path) throws IOException {
        Path name = path.getFileSystem().getPath(path.getFileName().toString());
        return new SecureFolder(above.newDirectoryStream(name, NOFOLLOW_LINKS), path);
    }

    @Override
    public List<String> names(Predicate<String> taken, int max) {
        return Folder.sorted(stream, taken, max);
    }

    @Override
    public Stat stat(String name) throws IOException {
        Path file = path.resolve(name);
        Object held = stream.getFileAttributeView(file.getFileName(), BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes()
                .fileKey();
        // Link count and mode can only be asked by path, and a parent may have become a link: the inode must agree.
        Stat stat = Stat.ofUnix(Files.readAttributes(file, ATTRIBUTES, NOFOLLOW_LINKS));
        if (!stat.key().equals(held)) {
            throw new TreeChanged(file + " was replaced while it was read");
        }
        return stat;
    }

    @Override
    public Folder folder(String name) throws IOException {
        return of(stream, path.resolve(name));
    }

    @Override
    public SeekableByteChannel read(String name) throws IOException {
        return stream.newByteChannel(path.resolve(name).getFileName(), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

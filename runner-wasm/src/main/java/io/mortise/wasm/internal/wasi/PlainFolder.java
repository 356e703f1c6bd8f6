package io.mortise.wasm.internal.wasi;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * A directory held by its path, where the platform has no {@code openat} (Windows, some network drives). Each step asks
 * whether the path is still the real one; whoever else writes into the mount can win a race against that.
 */
final class PlainFolder implements Folder {
    private final Path path;
    private Optional<DirectoryStream<Path>> listing = Optional.empty();

    PlainFolder(Path path) {
        this.path = path;
    }

    private Path one(String name) throws IOException {
        Path file = path.resolve(name);
        boolean isOneName = file.getNameCount() == path.getNameCount() + 1
                && path.equals(file.getParent())
                && file.getFileName().toString().equals(name);
        if (!isOneName || !path.toRealPath().equals(path)) {
            throw new FileSystemException(name, null, "a symbolic link or a name of several parts");
        }
        return file;
    }

    @Override
    public Stat stat() throws IOException {
        return Stat.of(Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS), path);
    }

    @Override
    public Stat stat(String name) throws IOException {
        Path file = one(name);
        return Stat.of(Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS), file);
    }

    @Override
    public int links(String name) throws IOException {
        boolean isUnix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        return isUnix && Files.getAttribute(one(name), "unix:nlink", NOFOLLOW_LINKS) instanceof Integer links
                ? links
                : 1;
    }

    @Override
    public Folder folder(String name) throws IOException {
        PlainFolder inner = new PlainFolder(one(name));
        if (!inner.path.toRealPath().equals(inner.path)) {
            throw new FileSystemException(name, null, "a symbolic link");
        }
        return inner;
    }

    @Override
    public Folder again() {
        return new PlainFolder(path);
    }

    @Override
    public FileChannel open(String name, Set<? extends OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(NOFOLLOW_LINKS);
        return FileChannel.open(one(name), all);
    }

    @Override
    public void createFolder(String name) throws IOException {
        Files.createDirectory(one(name));
    }

    @Override
    public void deleteFile(String name) throws IOException {
        Files.delete(one(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
        Files.delete(one(name));
    }

    @Override
    public void rename(String name, Folder to, String newName) throws IOException {
        Files.move(one(name), ((PlainFolder) to).one(newName), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void setTimes(String name, FileTime accessed, FileTime modified) throws IOException {
        Files.getFileAttributeView(one(name), BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .setTimes(modified, accessed, null);
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // closed with the folder
    public Iterator<String> names() throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        listing = Optional.of(stream);
        Iterator<Path> entries = stream.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public String next() {
                return entries.next().getFileName().toString();
            }
        };
    }

    @Override
    public void close() throws IOException {
        if (listing.isPresent()) {
            listing.get().close();
        }
    }
}

package io.mortise.wasm.internal.wasi;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A directory held by its descriptor ({@code openat}): renaming it, or a parent to a link, leads nowhere else. */
final class SecureFolder implements Folder {
    private final @Nullable SecureFolder root;
    private final SecureDirectoryStream<Path> stream;
    private final Path path;

    private SecureFolder(@Nullable SecureFolder root, SecureDirectoryStream<Path> stream, Path path) {
        this.root = root;
        this.stream = stream;
        this.path = path;
    }

    static SecureFolder root(SecureDirectoryStream<Path> stream, Path path) {
        return new SecureFolder(null, stream, path);
    }

    private Path one(String name) {
        return path.getFileSystem().getPath(name);
    }

    @Override
    public Stat stat() throws IOException {
        return Stat.of(stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes(), path);
    }

    @Override
    public Stat stat(String name) throws IOException {
        return Stat.of(view(name).readAttributes(), path.resolve(name));
    }

    private BasicFileAttributeView view(String name) {
        return stream.getFileAttributeView(one(name), BasicFileAttributeView.class, NOFOLLOW_LINKS);
    }

    /** Can only be asked by path, where a parent may have become a link meanwhile: the file must be the same one. */
    @Override
    public int links(String name) throws IOException {
        var attributes = Files.readAttributes(path.resolve(name), "unix:nlink,fileKey", NOFOLLOW_LINKS);
        if (attributes.get("nlink") instanceof Integer links
                && Objects.equals(attributes.get("fileKey"), stat(name).key())) {
            return links;
        }
        throw new FileSystemException(name, null, "was replaced while it was opened");
    }

    @Override
    public Folder folder(String name) throws IOException {
        return new SecureFolder(
                root == null ? this : root, stream.newDirectoryStream(one(name), NOFOLLOW_LINKS), path.resolve(name));
    }

    @Override
    public Folder again() throws IOException {
        return new SecureFolder(root == null ? this : root, stream.newDirectoryStream(one("."), NOFOLLOW_LINKS), path);
    }

    @Override
    public FileChannel open(String name, Set<? extends OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(NOFOLLOW_LINKS);
        SeekableByteChannel opened = stream.newByteChannel(one(name), all);
        if (opened instanceof FileChannel file) {
            return file;
        }
        opened.close();
        throw new FileSystemException(name, null, "its file system has no file channels");
    }

    /**
     * Java has no {@code mkdirat}. The directory is made in the root, where no path can be bent, and moved to its place
     * by descriptors.
     */
    @Override
    public void createFolder(String name) throws IOException {
        if (root == null) {
            Files.createDirectory(path.resolve(name));
            return;
        }
        if (exists(name)) {
            throw new FileAlreadyExistsException(name);
        }
        String draft = ".mortise-" + UUID.randomUUID();
        Files.createDirectory(root.path.resolve(draft));
        boolean isMoved = false;
        try {
            root.stream.move(one(draft), stream, one(name));
            isMoved = true;
        } finally {
            if (!isMoved) {
                root.stream.deleteDirectory(one(draft));
            }
        }
    }

    private boolean exists(String name) throws IOException {
        try {
            view(name).readAttributes();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void deleteFile(String name) throws IOException {
        stream.deleteFile(one(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
        stream.deleteDirectory(one(name));
    }

    @Override
    public void rename(String name, Folder to, String newName) throws IOException {
        stream.move(one(name), ((SecureFolder) to).stream, one(newName));
    }

    @Override
    public void setTimes(String name, FileTime accessed, FileTime modified) throws IOException {
        view(name).setTimes(modified, accessed, null);
    }

    @Override
    public Iterator<String> names() {
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
        stream.close();
    }
}

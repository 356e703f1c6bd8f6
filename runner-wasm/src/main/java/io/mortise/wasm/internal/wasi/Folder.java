package io.mortise.wasm.internal.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.Set;

/**
 * An open directory inside a mount. Names are single elements; nothing reached through it is reached through a link.
 * Several threads may use the root of a mount, all else belongs to one.
 */
interface Folder extends Closeable {
    /** Of the directory itself. */
    Stat stat() throws IOException;

    Stat stat(String name) throws IOException;

    /** How many names the file has; 1 where the platform cannot say. */
    int links(String name) throws IOException;

    Folder folder(String name) throws IOException;

    /** The same directory opened once more, for reading its names. */
    Folder again() throws IOException;

    FileChannel open(String name, Set<? extends OpenOption> options) throws IOException;

    void createFolder(String name) throws IOException;

    void deleteFile(String name) throws IOException;

    void deleteFolder(String name) throws IOException;

    /** {@code to} is a folder of the same mount; an existing file there is replaced. */
    void rename(String name, Folder to, String newName) throws IOException;

    void setTimes(String name, FileTime accessed, FileTime modified) throws IOException;

    /** Its names in the order of the host; at most once, and lazily. */
    Iterator<String> names() throws IOException;

    /** Opens a mount's directory, a real path. */
    @SuppressWarnings("StreamResourceLeak") // the folder closes it
    static Folder open(Path directory) throws IOException {
        var stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return SecureFolder.root(secure, directory);
        }
        stream.close();
        return new PlainFolder(directory);
    }
}

package io.mortise.wasm.internal.cache;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.mortise.wasm.internal.cache.PrivatePlace.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/**
 * The compiled code of one home's modules. Any thread, any number of processes: entries appear whole, by a rename. Looking
 * and keeping never fail; what stands in the way is told and nothing is believed.
 */
public final class CodeCache {
    /** What all entries may take together. */
    public static final long MAX_BYTES = 256L << 20;

    static final String SUFFIX = ".code";
    static final String TEMPORARY = ".tmp";

    private final Path root;
    private final Path directory;
    private final long maxBytes;

    /** @param root 0700, made by its owner; the entries lie in a directory of their own inside */
    public CodeCache(Path root, long maxBytes) {
        this.root = root;
        this.directory = root.resolve("wasm");
        this.maxBytes = maxBytes;
    }

    /** What looking came to. */
    public sealed interface Found {
        /** A genuine entry. */
        record Hit(CompiledCode code) implements Found {}

        /** None is there. */
        record Miss() implements Found {}

        /** One was there that is not genuine; it is gone. */
        record Refused(String why) implements Found {}

        /** The place is not to be trusted, or cannot be used; nothing is read and nothing kept. */
        record Off(String why) implements Found {}
    }

    public Found find(CodeKey key) {
        Path file = directory.resolve(key.fileName());
        Seal seal;
        try {
            seal = seal();
        } catch (Untrusted | IOException e) {
            return new Found.Off(off(e));
        }
        try {
            CompiledCode code = CodeEntry.decode(seal.open(key, read(file)), maxBytes);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return new Found.Hit(code);
        } catch (NoSuchFileException e) {
            return new Found.Miss();
        } catch (BadEntry e) {
            return refuse(key, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Found.Off(off(e));
        }
    }

    /** Takes an entry away that turned out not to work. */
    public Found refuse(CodeKey key, String why) {
        try {
            Files.deleteIfExists(directory.resolve(key.fileName()));
            return new Found.Refused(why);
        } catch (IOException e) {
            return new Found.Off("an entry was refused, " + why + ", and cannot be removed: " + e);
        }
    }

    /** Keeps an entry for the next start; empty when it is kept, else why not. */
    public Optional<String> keep(CodeKey key, CompiledCode code) {
        try {
            byte[] file = seal().close(key, CodeEntry.encode(code));
            if (file.length > maxBytes) {
                return Optional.of(file.length + " bytes of compiled code are more than the whole cache may hold");
            }
            write(directory.resolve(key.fileName()), file);
            CacheRoom.make(directory, maxBytes);
            return Optional.empty();
        } catch (Untrusted | IOException e) {
            return Optional.of(off(e));
        }
    }

    /** Where the entries are. */
    public Path directory() {
        return directory;
    }

    private static String off(Exception e) {
        return "compiled code is not cached: " + (e instanceof Untrusted ? e.getMessage() : e.toString());
    }

    /** Looked at each time: a directory can be opened to others while we run. */
    private Seal seal() throws IOException, Untrusted {
        PrivatePlace.make(directory);
        PrivatePlace.checkDirectory(root);
        PrivatePlace.checkDirectory(directory);
        var me = PrivatePlace.me(directory);
        PrivatePlace.checkOwner(root, me);
        PrivatePlace.checkOwner(directory, me);
        return new Seal(InstallationKey.of(directory, me));
    }

    private byte[] read(Path file) throws IOException, BadEntry {
        try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes((int) Math.min(maxBytes, Integer.MAX_VALUE - 8));
            if (in.read() != -1) {
                throw new BadEntry("it is larger than the whole cache may be");
            }
            return bytes;
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path draft = Files.createTempFile(
                directory, "entry", TEMPORARY, PosixFilePermissions.asFileAttribute(PrivatePlace.FILE));
        try {
            Files.write(draft, bytes);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}

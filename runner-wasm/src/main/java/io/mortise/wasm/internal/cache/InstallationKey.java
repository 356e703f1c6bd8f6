package io.mortise.wasm.internal.cache;

import io.mortise.wasm.internal.cache.PrivatePlace.Untrusted;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;

/** The secret of this installation: 32 random bytes in a file of its user alone, made once. */
final class InstallationKey {
    private static final String NAME = "key";

    private InstallationKey() {}

    static byte[] of(Path directory, UserPrincipal me) throws IOException, Untrusted {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            make(file);
        }
        PrivatePlace.checkFile(file);
        PrivatePlace.checkOwner(file, me);
        byte[] key = Files.readAllBytes(file);
        if (key.length != Seal.KEY_BYTES) {
            throw new Untrusted("%s has %d bytes instead of %d; remove it".formatted(file, key.length, Seal.KEY_BYTES));
        }
        return key;
    }

    /** A link appears whole or not at all, and never over another: of two makers the first one wins. */
    private static void make(Path file) throws IOException {
        Path draft = Files.createTempFile(
                file.resolveSibling("."),
                NAME,
                CodeCache.TEMPORARY,
                PosixFilePermissions.asFileAttribute(PrivatePlace.FILE));
        try {
            byte[] key = new byte[Seal.KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.write(draft, key);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another thread or process was first; its key is the one that is read.
        } finally {
            Files.delete(draft);
        }
    }
}

package io.mortise.wasm.internal.binary;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file whose sections say that it is a module within the caps. Nothing was parsed by the engine.
 *
 * @param bytes of the file; not to be changed
 * @param hash their SHA-256, 64 hexadecimal digits
 */
public record ModuleFile(Path file, byte[] bytes, String hash, ModuleShape shape) {
    /** @throws PluginException BAD_MODULE with every problem */
    public static ModuleFile read(Path file) {
        byte[] bytes = bytes(file);
        SectionReader.Reading reading = SectionReader.read(bytes, ModuleCaps.STANDARD);
        if (!reading.problems().isEmpty()) {
            throw bad(file, reading.problems());
        }
        return new ModuleFile(file, bytes, hash(bytes), reading.shape());
    }

    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            long size = Files.size(file);
            long max = ModuleCaps.STANDARD.moduleBytes();
            if (size > max) {
                throw bad(file, List.of(new Violation("", "has " + size + " bytes, allowed are " + max)));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw bad(file, List.of(new Violation("", "cannot be read: " + e)));
        }
    }

    private static PluginException bad(Path file, List<Violation> problems) {
        return PluginException.of(
                Failure.BAD_MODULE, file, problems.get(0).toString(), new Detail.Violations(problems));
    }
}

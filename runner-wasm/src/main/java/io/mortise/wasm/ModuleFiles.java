package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.PluginBundle;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.extism.ExtismManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The files of a bundle that hold modules, and the Extism manifest that may name them. */
final class ModuleFiles {
    private static final long MAX_MANIFEST = 1 << 20;

    private final PluginBundle bundle;
    private final ModuleCheck check;
    private final ModuleCaps caps;

    ModuleFiles(PluginBundle bundle, ModuleCheck check, ModuleCaps caps) {
        this.bundle = bundle;
        this.check = check;
        this.caps = caps;
    }

    byte[] read(String module) {
        return read(module, caps.moduleBytes());
    }

    /** The module an Extism manifest names; it lies inside the plugin and is what its hash says. */
    byte[] read(ExtismManifest.Module module) {
        String path = module.path();
        if (!isInside(path)) {
            check.refuseIfAny(List.of(new Violation(path, "is not a path inside the plugin")));
        }
        byte[] bytes = read(path, caps.moduleBytes());
        module.hash()
                .filter(wanted -> !wanted.equals(hash(bytes)))
                .ifPresent(wanted -> check.refuseIfAny(List.of(new Violation(
                        path, "has the SHA-256 %s, its manifest says %s".formatted(hash(bytes), wanted)))));
        return bytes;
    }

    ExtismManifest extism(String path) {
        byte[] text = read(path, MAX_MANIFEST);
        try {
            return ExtismManifest.parse(path, new String(text, UTF_8));
        } catch (ExtismManifest.BadManifest e) {
            throw check.bad(e.problems());
        }
    }

    private boolean isInside(String path) {
        try {
            Path file = bundle.file(path);
            return !Path.of(path).isAbsolute()
                    && !Path.of(path).normalize().startsWith("..")
                    && (!Files.exists(file)
                            || file.toRealPath().startsWith(bundle.root().toRealPath()));
        } catch (InvalidPathException | IOException e) {
            return false;
        }
    }

    private byte[] read(String path, long maxBytes) {
        Path file = bundle.file(path);
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                check.refuseIfAny(List.of(new Violation("", "has " + size + " bytes, allowed are " + maxBytes)));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw PluginException.of(
                            Failure.BAD_BUNDLE,
                            bundle.subject(),
                            "%s cannot be read; name the module with wasm.module".formatted(path),
                            new Detail.Violations(List.of(new Violation(path, "cannot be read"))))
                    .causedBy(e);
        }
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

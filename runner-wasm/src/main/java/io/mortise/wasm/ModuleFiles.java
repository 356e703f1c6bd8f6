package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleFile;
import io.mortise.wasm.internal.binary.SectionReader;
import io.mortise.wasm.internal.extism.ExtismManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The files of a bundle that hold modules, and the Extism manifest that may name them. */
final class ModuleFiles {
    private static final long MAX_MANIFEST = 1 << 20;

    private final Subject subject;
    private final Path root;
    private final ModuleCheck check;
    private final ModuleCaps caps;

    ModuleFiles(Subject subject, Path root, ModuleCheck check, ModuleCaps caps) {
        this.subject = subject;
        this.root = root;
        this.check = check;
        this.caps = caps;
    }

    ModuleFile read(String module) {
        byte[] bytes = read(module, caps.moduleBytes());
        return checked(module, bytes, ModuleFile.hash(bytes));
    }

    private ModuleFile checked(String path, byte[] bytes, String hash) {
        SectionReader.Reading reading = SectionReader.read(bytes, caps);
        check.refuseIfAny(reading.problems());
        return new ModuleFile(root.resolve(path), bytes, hash, reading.shape());
    }

    /** The modules an Extism manifest names, in the order they start; the main one is the last. */
    List<Library> named(ExtismManifest manifest) {
        return manifest.modules().stream()
                .map(module -> new Library(module.name().orElse(""), read(module)))
                .toList();
    }

    /** It lies inside the plugin and is what its hash says. */
    private ModuleFile read(ExtismManifest.Module module) {
        String path = module.path();
        if (!isInside(path)) {
            check.refuseIfAny(List.of(new Violation(path, "is not a path inside the plugin")));
        }
        byte[] bytes = read(path, caps.moduleBytes());
        String hash = ModuleFile.hash(bytes);
        module.hash()
                .filter(wanted -> !wanted.equals(hash))
                .ifPresent(wanted -> check.refuseIfAny(List.of(
                        new Violation(path, "has the SHA-256 %s, its manifest says %s".formatted(hash, wanted)))));
        return checked(path, bytes, hash);
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
            Path file = root.resolve(path);
            return !Path.of(path).isAbsolute()
                    && !Path.of(path).normalize().startsWith("..")
                    && (!Files.exists(file) || file.toRealPath().startsWith(root.toRealPath()));
        } catch (InvalidPathException | IOException e) {
            return false;
        }
    }

    private byte[] read(String path, long maxBytes) {
        Path file = root.resolve(path);
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                check.refuseIfAny(List.of(new Violation("", "has " + size + " bytes, allowed are " + maxBytes)));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw PluginException.of(
                            Failure.BAD_BUNDLE,
                            subject,
                            "%s cannot be read; name the module with wasm.module".formatted(path),
                            new Detail.Violations(List.of(new Violation(path, "cannot be read"))))
                    .causedBy(e);
        }
    }
}

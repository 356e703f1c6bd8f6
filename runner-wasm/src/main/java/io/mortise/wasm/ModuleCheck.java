package io.mortise.wasm;

import io.mortise.api.PluginBundle;
import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.SectionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that can be said against a bundle before the engine reads a byte of it. */
final class ModuleCheck {
    private final PluginBundle bundle;
    private final Dialects dialects;

    ModuleCheck(PluginBundle bundle, Dialects dialects) {
        this.bundle = bundle;
        this.dialects = dialects;
    }

    /** A module that may be given to the engine. */
    record Checked(RuntimeSpec.Wasm spec, byte[] bytes, String hash, ModuleShape shape, Dialect dialect) {}

    /** BAD_MODULE with every problem; BAD_BUNDLE when the file is not there. */
    Checked check(ModuleCaps caps) {
        RuntimeSpec.Wasm spec = bundle.manifest()
                .runtime(RuntimeKind.WASM)
                .map(RuntimeSpec.Wasm.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(bundle.subject() + " does not offer runtime wasm"));
        byte[] bytes = read(spec, caps);
        SectionReader.Reading reading = SectionReader.read(bytes, caps);
        refuseIfAny(reading.problems());
        Dialect dialect = dialect(reading.shape(), spec.abi());
        refuseIfAny(dialect.problems(reading.shape(), bundle.manifest()));
        return new Checked(spec, bytes, hash(bytes), reading.shape(), dialect);
    }

    private byte[] read(RuntimeSpec.Wasm spec, ModuleCaps caps) {
        Path file = bundle.file(spec.module());
        try {
            long size = Files.size(file);
            if (size > caps.moduleBytes()) {
                refuseIfAny(List.of(new Violation("", "has " + size + " bytes, allowed are " + caps.moduleBytes())));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw PluginException.of(
                            Failure.BAD_BUNDLE,
                            bundle.subject(),
                            "%s cannot be read; name the module with wasm.module".formatted(spec.module()),
                            new Detail.Violations(List.of(new Violation(spec.module(), "cannot be read"))))
                    .causedBy(e);
        }
    }

    private Dialect dialect(ModuleShape shape, String abi) {
        List<Dialect> found = dialects.of(shape, abi);
        if (found.size() == 1) {
            return found.get(0);
        }
        String has = found.stream().map(Dialect::name).collect(Collectors.joining(" and "));
        refuseIfAny(List.of(new Violation(
                "wasm.abi",
                found.isEmpty()
                        ? "%s is unknown, there is %s".formatted(abi, String.join(", ", dialects.names()))
                        : "is not clear, the module fits " + has + "; name one")));
        throw new IllegalStateException("a violation was refused");
    }

    private void refuseIfAny(List<Violation> problems) {
        if (!problems.isEmpty()) {
            throw bad(problems);
        }
    }

    /** BAD_MODULE; the message shows the first, the detail has all. */
    PluginException bad(List<Violation> problems) {
        String more = problems.size() == 1 ? "" : " and " + (problems.size() - 1) + " more";
        return PluginException.of(
                Failure.BAD_MODULE,
                bundle.subject(),
                "the module may not run: " + ForeignText.clean(problems.get(0).toString(), 300) + more
                        + "; mortise inspect shows all",
                new Detail.Violations(problems));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

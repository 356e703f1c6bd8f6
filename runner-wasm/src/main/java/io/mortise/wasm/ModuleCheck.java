package io.mortise.wasm;

import io.mortise.api.RuntimeKind;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.abi.ImportCheck;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleFile;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.extism.ExtismDialect;
import io.mortise.wasm.internal.extism.ExtismManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything that can be said against a bundle before the engine reads a byte of it. */
final class ModuleCheck {
    private final Subject subject;
    private final PluginManifest manifest;
    private final Path root;
    private final Dialects dialects;

    /** @param root what the manifest's paths are inside */
    ModuleCheck(Subject subject, PluginManifest manifest, Path root, Dialects dialects) {
        this.subject = subject;
        this.manifest = manifest;
        this.root = root;
        this.dialects = dialects;
    }

    /**
     * A module that may be given to the engine.
     *
     * @param libraries what it is linked with, in the order they start
     */
    record Checked(
            RuntimeSpec.Wasm spec,
            ModuleFile main,
            Dialect dialect,
            Optional<String> mainName,
            List<Library> libraries) {}

    /** BAD_MODULE with every problem; BAD_BUNDLE when the file is not there. */
    Checked check(ModuleCaps caps) {
        RuntimeSpec.Wasm spec = spec();
        ModuleFiles files = new ModuleFiles(subject, root, this, caps);
        return isByManifest(spec) ? byManifest(spec, files) : plain(spec, files);
    }

    /** The modules alone, the main one last; whether they may run is not asked. */
    List<ModuleFile> files(ModuleCaps caps) {
        RuntimeSpec.Wasm spec = spec();
        ModuleFiles files = new ModuleFiles(subject, root, this, caps);
        return isByManifest(spec)
                ? files.named(files.extism(spec.module())).stream()
                        .map(Library::file)
                        .toList()
                : List.of(files.read(spec.module()));
    }

    private RuntimeSpec.Wasm spec() {
        return manifest.runtime(RuntimeKind.WASM)
                .map(RuntimeSpec.Wasm.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(subject + " does not offer runtime wasm"));
    }

    private static boolean isByManifest(RuntimeSpec.Wasm spec) {
        return spec.module().endsWith(".json");
    }

    private Checked plain(RuntimeSpec.Wasm spec, ModuleFiles files) {
        ModuleFile main = files.read(spec.module());
        Dialect dialect = dialect(main.shape(), spec.abi());
        refuseIfAny(dialect.problems(main.shape(), manifest));
        return new Checked(spec, main, dialect, Optional.empty(), List.of());
    }

    /** {@code wasm.module} is an Extism manifest: it names the modules and says for which dialect they are. */
    private Checked byManifest(RuntimeSpec.Wasm spec, ModuleFiles files) {
        ExtismDialect extism = dialects.extism();
        if (!spec.abi().equals("auto") && !spec.abi().equals(extism.name())) {
            refuseIfAny(List.of(new Violation(
                    "wasm.abi", "is %s, but %s is a manifest of dialect extism".formatted(spec.abi(), spec.module()))));
        }
        ExtismManifest named = files.extism(spec.module());
        List<Library> all = new ArrayList<>(files.named(named));
        Library main = all.remove(all.size() - 1);
        return linked(spec, main, all, extism.under(named));
    }

    private Checked linked(RuntimeSpec.Wasm spec, Library main, List<Library> libraries, Dialect dialect) {
        Map<String, ModuleShape> named = new LinkedHashMap<>();
        libraries.forEach(each -> named.put(each.name(), each.file().shape()));
        named.put(main.name(), main.file().shape());
        named.remove("");
        Linking linking = new Linking(named);
        List<Violation> problems =
                new ArrayList<>(dialect.problems(linking.outside(main.file().shape()), manifest));
        problems.addAll(linking.problems(main.file().shape()));
        for (Library each : libraries) {
            if (each.name().isEmpty()) {
                problems.add(new Violation(spec.module(), "has a module beside the main one that has no name"));
            }
            problems.addAll(new ImportCheck(dialect)
                    .problems(linking.outside(each.file().shape())));
            problems.addAll(linking.problems(each.file().shape()));
        }
        refuseIfAny(problems);
        Optional<String> name = Optional.of(main.name()).filter(text -> !text.isEmpty());
        return new Checked(spec, main.file(), dialect, name, libraries);
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

    void refuseIfAny(List<Violation> problems) {
        if (!problems.isEmpty()) {
            throw bad(problems);
        }
    }

    /** BAD_MODULE; the message shows the first, the detail has all. */
    PluginException bad(List<Violation> problems) {
        String more = problems.size() == 1 ? "" : " and " + (problems.size() - 1) + " more";
        return PluginException.of(
                Failure.BAD_MODULE,
                subject,
                "the module may not run: " + ForeignText.clean(problems.get(0).toString(), 300) + more
                        + "; mortise inspect shows all",
                new Detail.Violations(problems));
    }
}

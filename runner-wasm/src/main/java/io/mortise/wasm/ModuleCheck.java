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
import io.mortise.wasm.internal.abi.ImportCheck;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.SectionReader;
import io.mortise.wasm.internal.extism.ExtismDialect;
import io.mortise.wasm.internal.extism.ExtismManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything that can be said against a bundle before the engine reads a byte of it. */
final class ModuleCheck {
    private final PluginBundle bundle;
    private final Dialects dialects;

    ModuleCheck(PluginBundle bundle, Dialects dialects) {
        this.bundle = bundle;
        this.dialects = dialects;
    }

    /**
     * A module that may be given to the engine.
     *
     * @param libraries what it is linked with, in the order they start
     */
    record Checked(
            RuntimeSpec.Wasm spec,
            byte[] bytes,
            String hash,
            ModuleShape shape,
            Dialect dialect,
            Optional<String> mainName,
            List<Library> libraries) {}

    /** BAD_MODULE with every problem; BAD_BUNDLE when the file is not there. */
    Checked check(ModuleCaps caps) {
        RuntimeSpec.Wasm spec = bundle.manifest()
                .runtime(RuntimeKind.WASM)
                .map(RuntimeSpec.Wasm.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(bundle.subject() + " does not offer runtime wasm"));
        ModuleFiles files = new ModuleFiles(bundle, this, caps);
        return spec.module().endsWith(".json") ? byManifest(spec, files, caps) : plain(spec, files, caps);
    }

    private Checked plain(RuntimeSpec.Wasm spec, ModuleFiles files, ModuleCaps caps) {
        byte[] bytes = files.read(spec.module());
        ModuleShape shape = shape(bytes, caps);
        return checked(spec, bytes, shape, dialect(shape, spec.abi()));
    }

    /** {@code wasm.module} is an Extism manifest: it names the modules and says for which dialect they are. */
    private Checked byManifest(RuntimeSpec.Wasm spec, ModuleFiles files, ModuleCaps caps) {
        ExtismDialect extism = dialects.extism();
        if (!spec.abi().equals("auto") && !spec.abi().equals(extism.name())) {
            refuseIfAny(List.of(new Violation(
                    "wasm.abi", "is %s, but %s is a manifest of dialect extism".formatted(spec.abi(), spec.module()))));
        }
        ExtismManifest manifest = files.extism(spec.module());
        List<ExtismManifest.Module> modules = manifest.modules();
        List<Library> all = new ArrayList<>();
        for (ExtismManifest.Module each : modules) {
            byte[] bytes = files.read(each);
            all.add(new Library(each.name().orElse(""), bytes, ModuleFiles.hash(bytes), shape(bytes, caps)));
        }
        Library main = all.remove(all.size() - 1);
        return linked(spec, main, all, extism.under(manifest));
    }

    private Checked linked(RuntimeSpec.Wasm spec, Library main, List<Library> libraries, Dialect dialect) {
        Map<String, ModuleShape> named = new LinkedHashMap<>();
        libraries.forEach(each -> named.put(each.name(), each.shape()));
        named.put(main.name(), main.shape());
        named.remove("");
        Linking linking = new Linking(named);
        List<Violation> problems = new ArrayList<>(dialect.problems(linking.outside(main.shape()), bundle.manifest()));
        problems.addAll(linking.problems(main.shape()));
        for (Library each : libraries) {
            if (each.name().isEmpty()) {
                problems.add(new Violation(spec.module(), "has a module beside the main one that has no name"));
            }
            problems.addAll(new ImportCheck(dialect).problems(linking.outside(each.shape())));
            problems.addAll(linking.problems(each.shape()));
        }
        refuseIfAny(problems);
        Optional<String> name = Optional.of(main.name()).filter(text -> !text.isEmpty());
        return new Checked(spec, main.bytes(), main.hash(), main.shape(), dialect, name, libraries);
    }

    private Checked checked(RuntimeSpec.Wasm spec, byte[] bytes, ModuleShape shape, Dialect dialect) {
        refuseIfAny(dialect.problems(shape, bundle.manifest()));
        return new Checked(spec, bytes, ModuleFiles.hash(bytes), shape, dialect, Optional.empty(), List.of());
    }

    private ModuleShape shape(byte[] bytes, ModuleCaps caps) {
        SectionReader.Reading reading = SectionReader.read(bytes, caps);
        refuseIfAny(reading.problems());
        return reading.shape();
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
                bundle.subject(),
                "the module may not run: " + ForeignText.clean(problems.get(0).toString(), 300) + more
                        + "; mortise inspect shows all",
                new Detail.Violations(problems));
    }
}

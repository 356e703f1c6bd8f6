package io.mortise.cli;

import io.mortise.api.PluginId;
import io.mortise.api.RunnerListener;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.cli.link.Refusal;
import io.mortise.manager.internal.manifest.ManifestReader;
import io.mortise.manager.internal.manifest.ManifestReading;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.SectionReader;
import io.mortise.wasm.internal.cache.CodeCache;
import io.mortise.wasm.internal.engine.ModuleOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** A module to be compiled, checked by its sections; {@code name} is its plugin's, or the file's. */
record CompiledModule(String name, Path file, byte[] bytes, String hash, ModuleShape shape) {
    /** @throws Refusal BAD_MODULE with every problem */
    static CompiledModule read(String name, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            SectionReader.Reading sections = SectionReader.read(bytes, ModuleCaps.STANDARD);
            if (!sections.problems().isEmpty()) {
                throw Refusal.of(PluginException.of(
                        Failure.BAD_MODULE,
                        file,
                        sections.problems().get(0).toString(),
                        new Detail.Violations(sections.problems())));
            }
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new CompiledModule(name, file, bytes, hash, sections.shape());
        } catch (IOException e) {
            throw Refusal.of(Failure.BAD_MODULE, file, "cannot be read: " + e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    ModuleOrder order(CodeCache cache) {
        return new ModuleOrder(name, hash, bytes, shape, cache, RunnerListener.NONE);
    }

    /** Finds what the words of the command mean. */
    record Search(Shell shell, Path home) {
        List<CompiledModule> all(List<String> words) {
            List<CompiledModule> found = new ArrayList<>();
            if (words.isEmpty()) {
                addHome(home, found);
            }
            words.forEach(word -> add(word, found));
            return found;
        }

        private void add(String word, List<CompiledModule> to) {
            Path path = shell.path(word);
            if (PluginId.PATTERN.matcher(word).matches() && Files.isRegularFile(manifest(home.resolve(word)))) {
                addPlugin(home.resolve(word), to);
            } else if (Files.isRegularFile(path)) {
                to.add(read(path.getFileName().toString(), path));
            } else if (Files.isRegularFile(manifest(path))) {
                addPlugin(path, to);
            } else if (Files.isDirectory(path)) {
                addHome(path, to);
            } else {
                throw Refusal.of(
                        Failure.UNKNOWN_PLUGIN,
                        word,
                        "is neither a directory of a plugin in " + home + " nor a path; unpack an .mplug first");
            }
        }

        private static Path manifest(Path plugin) {
            return plugin.resolve("plugin.yaml");
        }

        private static void addHome(Path directory, List<CompiledModule> to) {
            List<Path> plugins = new ArrayList<>();
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(directory)) {
                for (Path each : inside) {
                    if (!each.getFileName().toString().startsWith(".") && Files.isRegularFile(manifest(each))) {
                        plugins.add(each);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            plugins.sort(Comparator.naturalOrder());
            plugins.forEach(plugin -> addPlugin(plugin, to));
        }

        private static void addPlugin(Path root, List<CompiledModule> to) {
            ManifestReading reading = ManifestReader.withKinds(List.of()).read(root);
            if (reading instanceof ManifestReading.Invalid invalid) {
                throw Refusal.of(PluginException.of(
                        Failure.BAD_MANIFEST,
                        root,
                        invalid.problems().get(0).toString(),
                        new Detail.Violations(invalid.problems())));
            }
            var manifest = ((ManifestReading.Valid) reading).manifest();
            for (RuntimeSpec spec : manifest.runtimes()) {
                if (spec instanceof RuntimeSpec.Wasm wasm) {
                    to.add(read(manifest.name().name(), root.resolve(wasm.module())));
                }
            }
        }
    }
}

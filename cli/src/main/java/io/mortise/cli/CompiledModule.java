package io.mortise.cli;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.RunnerListener;
import io.mortise.api.Source.Candidate;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.cli.link.FileHome;
import io.mortise.cli.link.Refusal;
import io.mortise.manager.internal.manifest.ManifestReader;
import io.mortise.manager.internal.manifest.ManifestReading;
import io.mortise.source.DirectorySource;
import io.mortise.wasm.PluginModules;
import io.mortise.wasm.internal.binary.ModuleFile;
import io.mortise.wasm.internal.cache.CodeCache;
import io.mortise.wasm.internal.engine.ModuleOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A module to be compiled, checked by its sections.
 *
 * @param name its plugin's, or the file's
 * @param title the same, and which of its modules where there are several
 * @param place where people find it; an archive and the path in it
 */
record CompiledModule(String name, String title, String place, ModuleFile module) {
    ModuleOrder order(CodeCache cache) {
        return new ModuleOrder(name, module.hash(), module.bytes(), module.shape(), cache, RunnerListener.NONE);
    }

    /** Finds what the words of the command mean. */
    record Search(Shell shell, Path home) {
        /** @throws Refusal BAD_MODULE, BAD_MANIFEST, BAD_BUNDLE with every problem; UNKNOWN_PLUGIN */
        List<CompiledModule> all(List<String> words) {
            List<CompiledModule> found = new ArrayList<>();
            try {
                if (words.isEmpty()) {
                    addHome(home, found);
                }
                words.forEach(word -> add(word, found));
            } catch (PluginException e) {
                throw Refusal.of(e);
            }
            return found;
        }

        private void add(String word, List<CompiledModule> to) {
            Path path = shell.path(word);
            Path archive = home.resolve(word + ".mplug");
            if (PluginId.PATTERN.matcher(word).matches() && Files.isRegularFile(manifest(home.resolve(word)))) {
                addPlugin(home.resolve(word), to);
            } else if (PluginId.PATTERN.matcher(word).matches() && Files.isRegularFile(archive)) {
                addArchive(archive, to);
            } else if (Files.isRegularFile(path)) {
                addFile(path, to);
            } else if (Files.isRegularFile(manifest(path))) {
                addPlugin(path, to);
            } else if (Files.isDirectory(path)) {
                addHome(path, to);
            } else {
                throw Refusal.of(Failure.UNKNOWN_PLUGIN, word, "is neither a plugin in " + home + " nor a path");
            }
        }

        private static Path manifest(Path plugin) {
            return plugin.resolve("plugin.yaml");
        }

        private static void addFile(Path file, List<CompiledModule> to) {
            String name = file.getFileName().toString();
            if (name.endsWith(".mplug") || name.endsWith(".zip")) {
                addArchive(file, to);
            } else {
                to.add(new CompiledModule(name, name, file.toString(), ModuleFile.read(file)));
            }
        }

        private static void addHome(Path directory, List<CompiledModule> to) {
            try (DirectorySource source = source(directory)) {
                for (Candidate each : source.scan()) {
                    if (Files.isDirectory(each.path())) {
                        addPlugin(each.path(), to);
                    } else {
                        addArchive(source, each, to);
                    }
                }
            }
        }

        private static void addArchive(Path archive, List<CompiledModule> to) {
            try (DirectorySource source = source(archive.toAbsolutePath().resolveSibling(""))) {
                addArchive(source, new Candidate(archive.getFileName().toString(), archive), to);
            }
        }

        private static DirectorySource source(Path directory) {
            return DirectorySource.open(directory, new Origin("dir:."), DirectorySource.Options.STANDARD);
        }

        /** Unpacked as a manager would, with its caps; the modules are in memory when the copy goes. */
        private static void addArchive(DirectorySource source, Candidate archive, List<CompiledModule> to) {
            Path staging = FileHome.temporary();
            try {
                Path root = source.snapshot(archive, staging);
                addModules(root, archive.path(), archive.path() + "!", to);
            } finally {
                FileHome.remove(staging);
            }
        }

        private static void addPlugin(Path root, List<CompiledModule> to) {
            addModules(root, root, root + "/", to);
        }

        private static void addModules(Path root, Path told, String prefix, List<CompiledModule> to) {
            PluginManifest manifest = manifestIn(root, told);
            if (manifest.runtimes().stream().noneMatch(RuntimeSpec.Wasm.class::isInstance)) {
                return;
            }
            String name = manifest.name().name();
            List<ModuleFile> modules = PluginModules.of(manifest, root);
            for (ModuleFile each : modules) {
                String path = root.relativize(each.file()).toString();
                String title = modules.size() == 1 ? name : name + ' ' + path;
                to.add(new CompiledModule(name, title, prefix + path, each));
            }
        }

        private static PluginManifest manifestIn(Path root, Path told) {
            ManifestReading reading = ManifestReader.withKinds(List.of()).read(root);
            if (reading instanceof ManifestReading.Invalid invalid) {
                throw PluginException.of(
                        Failure.BAD_MANIFEST,
                        told,
                        invalid.problems().get(0).toString(),
                        new Detail.Violations(invalid.problems()));
            }
            return ((ManifestReading.Valid) reading).manifest();
        }
    }
}

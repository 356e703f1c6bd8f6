package io.mortise.wasm;

import io.mortise.api.Subject;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleFile;
import java.nio.file.Path;
import java.util.List;

/** The modules that a plugin consists of, as {@code wasm.module} names them: a module, or an Extism manifest of several. */
public final class PluginModules {
    private PluginModules() {}

    /**
     * The modules of a plugin whose files are in {@code root}, the main one last. Their sections are checked and their imports are not: only a host with all of an application's functions could.
     *
     * @throws io.mortise.api.error.PluginException BAD_MODULE with every problem, BAD_BUNDLE when a file is not there
     */
    public static List<ModuleFile> of(PluginManifest manifest, Path root) {
        Subject subject = Subject.unstarted(manifest.name(), manifest.version());
        return new ModuleCheck(subject, manifest, root, new Dialects(WasmImports.NONE)).files(ModuleCaps.STANDARD);
    }
}

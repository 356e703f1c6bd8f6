package io.mortise.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

class ArchiveContractTest extends SourceContract {
    private Path plugins() {
        return scratch.resolve("plugins");
    }

    @Override
    Source open() throws IOException {
        return PluginFiles.source(Files.createDirectories(plugins()));
    }

    @Override
    void put(String name, Map<String, String> files) throws IOException {
        RawZip zip = new RawZip();
        new TreeMap<>(files).forEach((path, text) -> zip.deflated(path, text.getBytes(UTF_8)));
        Path made = zip.write(scratch.resolve(name + ".made"));
        Files.move(made, plugins().resolve(candidateName(name)), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    void remove(String name) throws IOException {
        Files.deleteIfExists(plugins().resolve(candidateName(name)));
    }

    @Override
    String candidateName(String name) {
        return name + ".mplug";
    }
}

package io.mortise.source;

import io.mortise.api.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class DirectoryContractTest extends SourceContract {
    private Path plugins() {
        return scratch.resolve("plugins");
    }

    @Override
    Source open() throws IOException {
        return PluginFiles.source(Files.createDirectories(plugins()));
    }

    @Override
    void put(String name, Map<String, String> files) throws IOException {
        Path made = Files.createTempDirectory(scratch, "made");
        for (Map.Entry<String, String> file : files.entrySet()) {
            PluginFiles.write(made, file.getKey(), file.getValue());
        }
        remove(name);
        Files.move(made, plugins().resolve(name));
    }

    @Override
    void remove(String name) throws IOException {
        Path plugin = plugins().resolve(name);
        if (Files.exists(plugin)) {
            Files.move(plugin, Files.createTempDirectory(scratch, "gone").resolve(name));
        }
    }

    @Override
    String candidateName(String name) {
        return name;
    }
}

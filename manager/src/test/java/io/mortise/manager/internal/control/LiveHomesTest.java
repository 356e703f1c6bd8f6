package io.mortise.manager.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.manager.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveHomesTest {
    @TempDir
    Path directory;

    @Test
    void alive_listsByHome_andForgetsTheDead() throws Exception {
        LiveHomes homes = LiveHomes.in(directory.resolve("run"));
        Path socket = Files.createFile(directory.resolve("socket"));
        homes.add(Path.of("/b"), socket);
        homes.add(Path.of("/a"), socket);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path dead = homes.directory().resolve("dead.json");
        Files.write(dead, Json.write(Map.of("home", "/c", "socket", socket.toString(), "pid", ended.pid())));
        Path garbage = Files.writeString(homes.directory().resolve("garbage.json"), "{");

        assertThat(homes.alive()).extracting(LiveHomes.Entry::home).containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(dead).doesNotExist();
        assertThat(garbage).doesNotExist();
    }

    @Test
    void open_takesTheRuntimeDirectory_elseTheTemporaryOne() throws IOException {
        assertThat(LiveHomes.open(Map.of("XDG_RUNTIME_DIR", directory.toString()))
                        .directory())
                .isEqualTo(directory.resolve("mortise"));
        assertThat(LiveHomes.open(Map.of()).directory().getFileName().toString())
                .isEqualTo("mortise-" + PrivateDirectory.me().getName());
    }
}

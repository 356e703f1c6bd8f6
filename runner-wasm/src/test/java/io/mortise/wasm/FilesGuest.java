package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Mount;
import io.mortise.api.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A C guest with wasi-libc, one directory for reading and writing and one for reading only. */
abstract class FilesGuest {
    static final int PERM = 63;
    static final int ROFS = 69;
    static final int LOOP = 32;
    static final int NOENT = 44;
    static final int NOTCAPABLE = 76;
    static final int ALL_RIGHTS = (1 << 28) - 1;
    static final int READ = 2;
    static final int DATA = 3;
    static final int SHARED = 4;

    @TempDir
    Path directory;

    @Parameter
    Mode mode;

    private Guests guests;
    Path data;
    Path shared;
    Path outside;
    Runner runner;

    @BeforeEach
    void start() throws IOException {
        guests = new Guests(mode.factory(), directory);
        data = Files.createDirectories(directory.toRealPath().resolve("data"));
        shared = Files.createDirectories(directory.toRealPath().resolve("shared"));
        outside = Files.createDirectories(directory.toRealPath().resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.writeString(shared.resolve("read-me"), "shared text");
        guests.mounts = List.of(new Mount(data, "/data", false), new Mount(shared, "/srv/shared", true));
        runner = guests.started(module(), "libc", "bare", "exhaust", "leak", "odd");
    }

    private static byte[] module() throws IOException {
        try (var in = FilesGuest.class.getResourceAsStream("files.wasm")) {
            return in.readAllBytes();
        }
    }

    @AfterEach
    void close() {
        guests.close();
    }

    String libc(String command) {
        return ask(runner, "libc", command);
    }

    int bare(String command) {
        return Integer.parseInt(ask(runner, "bare", command).split(" ")[0]);
    }

    int opened(String command) {
        String[] answer = ask(runner, "bare", command).split(" ");
        assertThat(answer[0]).as(command).isEqualTo("0");
        return Integer.parseInt(answer[1]);
    }
}

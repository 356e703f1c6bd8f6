package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.cli.link.FileHome;
import io.mortise.cli.link.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mortise compile}: what lies in the cache afterwards, and who uses it. */
class CompileTest {
    private static final Path EXAMPLES =
            Path.of("../examples/plugins").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @BeforeEach
    void copy() throws IOException {
        directory = directory.toRealPath();
        Path hello = Files.createDirectories(directory.resolve("hello-wasm"));
        for (String file : new String[] {"plugin.yaml", "plugin.wasm"}) {
            Files.copy(EXAMPLES.resolve("hello-wasm").resolve(file), hello.resolve(file));
        }
    }

    private Ran mortise(String... words) {
        return Ran.mortise(directory, words);
    }

    @Test
    void compile_fillsTheCache_thatTheNextStartUses() {
        Ran first = mortise("compile", "hello-wasm");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("hello-wasm: compiled in ");

        assertThat(mortise("compile").out()).isEqualTo("hello-wasm: was compiled before\n");
        assertThat(mortise("call", "hello-wasm", "greet", "name=Ada").out())
                .isEqualTo("{\"greeting\":\"Hello, Ada!\"}");
    }

    @Test
    void compile_tellsData_whenAskedForJson() {
        View told = mortise("compile", "./hello-wasm/plugin.wasm", "--json").json();

        assertThat(told.text("cache"))
                .isEqualTo(directory.resolve(".mortise/cache/wasm").toString());
        View module = told.views("modules").get(0);
        assertThat(module.text("plugin")).isEqualTo("plugin.wasm");
        assertThat(module.text("outcome")).isEqualTo("compiled");
        assertThat(module.text("sha256")).hasSize(64);
    }

    @Test
    void compile_readsAnArchive_whichThenStartsFromTheCache() throws IOException {
        pack(directory.resolve("hello-wasm"), directory.resolve("hello-wasm.mplug"));
        FileHome.remove(directory.resolve("hello-wasm"));

        View module = mortise("compile", "hello-wasm", "--json")
                .json()
                .views("modules")
                .get(0);

        assertThat(module.text("plugin")).isEqualTo("hello-wasm");
        assertThat(module.text("module")).isEqualTo(directory.resolve("hello-wasm.mplug") + "!plugin.wasm");
        assertThat(module.text("outcome")).isEqualTo("compiled");
        assertThat(mortise("compile").out()).as("all of the home").isEqualTo("hello-wasm: was compiled before\n");
        assertThat(mortise("compile", "./hello-wasm.mplug").out()).isEqualTo("hello-wasm: was compiled before\n");
    }

    @Test
    void compile_ends3_whenAnArchiveIsNone() throws IOException {
        Files.writeString(directory.resolve("bad.mplug"), "no archive");

        Ran ran = mortise("compile", "bad.mplug");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("[BAD_BUNDLE]");
    }

    @Test
    void compile_takesEveryModule_thatAnExtismManifestNames() throws IOException {
        Path plugin = directory.resolve("hello-wasm");
        Files.copy(plugin.resolve("plugin.wasm"), plugin.resolve("lib.wasm"));
        Files.writeString(
                plugin.resolve("extism.json"),
                "{\"wasm\":[{\"path\":\"lib.wasm\",\"name\":\"lib\"},{\"path\":\"plugin.wasm\"}]}");
        Files.writeString(
                plugin.resolve("plugin.yaml"),
                Files.readString(plugin.resolve("plugin.yaml"))
                        .replace("runtime: wasm\n", "runtime: wasm\nwasm: { module: extism.json }\n"));

        Ran ran = mortise("compile", "hello-wasm");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .matches("(?s)hello-wasm lib.wasm: compiled in .*\nhello-wasm plugin.wasm: was compiled before\n");
    }

    private static void pack(Path plugin, Path archive) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String file : new String[] {"plugin.yaml", "plugin.wasm"}) {
                zip.putNextEntry(new ZipEntry(file));
                zip.write(Files.readAllBytes(plugin.resolve(file)));
                zip.closeEntry();
            }
        }
    }

    @Test
    void compile_ends3_whenAFileIsNoModule() throws IOException {
        Files.writeString(directory.resolve("no.wasm"), "no module");

        Ran ran = mortise("compile", "no.wasm");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("[BAD_MODULE]");
    }

    @Test
    void compile_ends5_whenThereIsNoSuchPlugin() {
        Ran ran = mortise("compile", "nobody");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("is neither a plugin in");
    }

    @Test
    void compile_ends8_whenTheCacheIsOpenToOthers() throws IOException {
        mortise("compile");
        Files.setPosixFilePermissions(
                directory.resolve(".mortise/cache"), PosixFilePermissions.fromString("rwxrwxrwx"));

        Ran ran = mortise("compile");

        assertThat(ran.exit()).isEqualTo(8);
        assertThat(ran.err()).contains("has mode rwxrwxrwx, others could reach it; remove it or chmod 700 it");
    }
}

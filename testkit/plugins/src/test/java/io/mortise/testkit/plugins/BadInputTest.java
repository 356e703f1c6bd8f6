package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import io.mortise.manager.PluginState;
import io.mortise.manager.PluginStatus;
import io.mortise.manager.ReloadOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of bad plugin lies beside one good plugin: each is named with its problem, and the good one serves. */
class BadInputTest extends SharedHomeContract {
    private static final String WASM = "version: 1.0.0\nruntime: wasm\n";
    private static final String PROCESS = "version: 1.0.0\nruntime: grpc\n";

    @Override
    protected RuntimeKind runtime() {
        return RuntimeKind.WASM;
    }

    @Override
    void open(ContractHome fresh) {
        fresh.settings("restart: { backoff: 20s..30s, max: 5/10m }\nlimits: { silent: { start_timeout: 1s } }\n");
        fresh.plugin()
                .with(
                        "config_schema: { type: object, properties: { text: { type: string, pattern: \"^(.*a){25}$\" } } }\n")
                .write();
        try {
            manifests(fresh);
            modules(fresh);
            programs(fresh);
            files(fresh);
            archives(fresh);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        fresh.open();
    }

    private static void manifests(ContractHome fresh) {
        fresh.file("alias-bomb/plugin.yaml", "name: alias-bomb\n" + WASM + laughs());
        fresh.file("deep/plugin.yaml", "name: deep\n" + WASM + "x-deep: " + "[".repeat(60) + "]".repeat(60) + "\n");
        fresh.file("tagged/plugin.yaml", "name: !!javax.script.ScriptEngineManager [x]\n" + WASM);
        fresh.file("huge/plugin.yaml", "name: huge\n" + WASM + "#" + "x".repeat((1 << 20) + 1));
        fresh.file("unknown-key/plugin.yaml", "name: unknown-key\n" + WASM + "permisions: {}\n");
        fresh.file("twice-key/plugin.yaml", "name: twice-key\n" + WASM + "version: 2.0.0\n");
        fresh.file("two-files/plugin.yaml", "name: two-files\n" + WASM);
        fresh.file("two-files/plugin.yml", "name: two-files\n" + WASM);
        fresh.file("doubling/plugin.yaml", "name: doubling\n" + WASM + "config_schema:\n" + doubling());
        fresh.file(
                "remote/plugin.yaml", "name: remote\n" + WASM + "config_schema: { $ref: \"https://x.example/s\" }\n");
        fresh.file(
                "env/plugin.yaml", "name: env\n" + PROCESS + "grpc: { command: [sh], env: { LD_PRELOAD: /x.so } }\n");
    }

    private static String laughs() {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(i -> "x-a" + i + ": &a" + i + " ["
                        + (i == 1 ? "ha" : ("*a" + (i - 1) + ", ").repeat(9) + "ha") + "]\n")
                .collect(Collectors.joining());
    }

    private static String doubling() {
        return "  $ref: \"#/$defs/d0\"\n  $defs:\n"
                + IntStream.range(0, 30)
                        .mapToObj(i -> "    d%d: { allOf: [ { $ref: \"#/$defs/d%d\" }, { $ref: \"#/$defs/d%d\" } ] }\n"
                                .formatted(i, i + 1, i + 1))
                        .collect(Collectors.joining())
                + "    d30: { type: object }\n";
    }

    private static void modules(ContractHome fresh) throws IOException {
        fresh.file("missing/plugin.yaml", "name: missing\n" + WASM);
        fresh.file("no-wasm/plugin.yaml", "name: no-wasm\n" + WASM).file("no-wasm/plugin.wasm", "not a module\n");
        fresh.file("cut/plugin.yaml", "name: cut\n" + WASM);
        byte[] whole = io.mortise.testkit.ContractGuest.minimalModule();
        Files.write(fresh.directory().resolve("cut/plugin.wasm"), java.util.Arrays.copyOf(whole, whole.length / 2));
        fresh.file("unasked/plugin.yaml", "name: unasked\n" + WASM);
        Files.write(fresh.directory().resolve("unasked/plugin.wasm"), io.mortise.testkit.ContractGuest.module());
    }

    private static void programs(ContractHome fresh) throws IOException {
        fresh.file("platform/plugin.yaml", "name: platform\n" + PROCESS);
        Path binary = Files.createDirectories(fresh.directory().resolve("platform/bin"))
                .resolve("platform");
        // An ELF file for a machine that nobody has (e_machine 0x2a, SuperH).
        byte[] elf = new byte[128];
        byte[] head = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x2a, 0, 1};
        System.arraycopy(head, 0, elf, 0, head.length);
        Files.write(binary, elf);
        assertThat(binary.toFile().setExecutable(true)).isTrue();
        fresh.file("noise/plugin.yaml", "name: noise\n" + PROCESS + "grpc: { command: [echo, hello there] }\n");
        fresh.file(
                "exits/plugin.yaml",
                "name: exits\n" + PROCESS + "grpc: { command: [sh, -c, \"echo oops >&2; exit 7\"] }\n");
        fresh.file("silent/plugin.yaml", "name: silent\n" + PROCESS + "grpc: { command: [sleep, \"60\"] }\n");
    }

    private static void files(ContractHome fresh) throws IOException, InterruptedException {
        fresh.file("outside/plugin.yaml", "name: outside\n" + WASM);
        Files.createSymbolicLink(fresh.directory().resolve("outside/plugin.wasm"), Path.of("/etc/hostname"));
        fresh.file("device/plugin.yaml", "name: device\n" + WASM);
        Files.createSymbolicLink(fresh.directory().resolve("device/plugin.wasm"), Path.of("/dev/zero"));
        fresh.file("pipe/plugin.yaml", "name: pipe\n" + WASM);
        int made = new ProcessBuilder(
                        "mkfifo", fresh.directory().resolve("pipe/plugin.wasm").toString())
                .start()
                .waitFor();
        assertThat(made).isZero();
    }

    private static void archives(ContractHome fresh) throws IOException {
        try (OutputStream file = Files.newOutputStream(fresh.directory().resolve("climber.mplug"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("plugin.yaml"));
            zip.write(("name: climber\n" + WASM).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("../climbed"));
            zip.write(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alias-bomb  | INVALID | alias",
                "deep        | INVALID | deep",
                "tagged      | INVALID | tag",
                "huge        | INVALID | 1 MiB",
                "unknown-key | INVALID | permisions",
                "twice-key   | INVALID | version",
                "two-files   | INVALID | plugin.yml",
                "doubling    | INVALID | config_schema",
                "remote      | INVALID | config_schema",
                "env         | INVALID | LD_PRELOAD",
                "missing     | INVALID | plugin.wasm",
                "no-wasm     | INVALID | no WebAssembly module",
                "cut         | INVALID | end of data",
                "unasked     | INVALID | needs permission http",
                "platform    | FAILED  | linux-",
                "noise       | BACKOFF | hello there",
                "exits       | BACKOFF | oops",
                "silent      | BACKOFF | 1 s",
                "outside     | INVALID | plugin.wasm",
                "device      | INVALID | plugin.wasm",
                "pipe        | INVALID | plugin.wasm",
                "climber     | INVALID | climbed",
            })
    void badPlugin_isNamedWithItsProblem(String plugin, PluginState state, String said) {
        PluginStatus status = home.plugins().status(plugin);

        assertThat(status.state()).as(status.reason()).isEqualTo(state);
        assertThat(status.reason() + status.problems()).contains(said);
        assertThat(home.failure(io.mortise.manager.CallRequest.of(plugin, "echo", ""))
                        .failure())
                .isEqualTo(Failure.NOT_SERVING);
    }

    @Test
    void goodPlugin_servesBesideThemAll() {
        assertThat(home.ask("echo", "unharmed")).isEqualTo("unharmed");
        assertThat(home.directory().resolveSibling("climbed")).doesNotExist();
        assertThat(home.directory().resolve("climbed")).doesNotExist();
    }

    @Test
    void pattern_thatWouldBlowUpABacktracker_isMatchedInLinearTime() {
        long begin = System.nanoTime();

        ReloadOutcome outcome = home.plugins().configure("contract", "{\"text\":\"" + "a".repeat(24) + "b\"}");

        assertThat(outcome).isInstanceOfSatisfying(ReloadOutcome.Refused.class, refused -> assertThat(refused.failure())
                .isEqualTo(Failure.BAD_CONFIG));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
}

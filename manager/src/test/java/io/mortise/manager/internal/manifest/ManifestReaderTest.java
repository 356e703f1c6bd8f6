package io.mortise.manager.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.Kind;
import io.mortise.api.PluginId;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.manifest.About;
import io.mortise.api.manifest.Attributes;
import io.mortise.api.manifest.Contribution;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permission.Named;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.PluginManifest.Activation;
import io.mortise.api.manifest.PluginManifest.Lifecycle;
import io.mortise.api.manifest.PluginManifest.ReloadMode;
import io.mortise.api.manifest.Requires;
import io.mortise.api.manifest.Requires.Dependency;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.api.manifest.RuntimeSpec.Launch;
import io.mortise.api.manifest.RuntimeSpec.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {
    private static final String SMALL = "name: ab\nversion: 1.0.0\nruntime: wasm\n";

    private final ManifestReader reader = ManifestReader.withKinds(List.of(
            Kind.of("command", Kind.Choice.KEYED)
                    .withSchema(
                            """
                            {"type": "object", "properties": {"help": {"type": "string"}}, "required": ["help"]}"""),
            new Kind("menu", Kind.ANY, 1, Kind.Choice.ALL, Optional.empty())));

    @TempDir
    Path root;

    @BeforeEach
    void putFiles() throws IOException {
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("schemas"));
        Files.createFile(root.resolve("plugin.wasm"));
        Files.createFile(root.resolve("bin/weather"));
        Files.writeString(root.resolve("schemas/in.json"), "{\"type\":\"object\"}");
    }

    @Test
    void manifest_isReadWhole_whenEveryFieldIsWritten() throws IOException {
        ManifestReading reading =
                read(Files.readString(Path.of("src/test/resources/io/mortise/manager/internal/manifest/weather.yaml")));

        assertThat(reading).isInstanceOf(ManifestReading.Valid.class);
        PluginManifest manifest = ((ManifestReading.Valid) reading).manifest();
        assertThat(manifest)
                .isEqualTo(new PluginManifest(
                        PluginId.of("weather"),
                        "1.4.0",
                        new About(
                                "Forecasts for a city",
                                "Ada Byron <ada@example.org>",
                                "Apache-2.0",
                                "https://example.org",
                                "sun",
                                List.of("sky")),
                        List.of(wasm(), grpc()),
                        new Requires(
                                Optional.of(">=0.3 <0.6"),
                                Map.of("deskbot", "^2.1"),
                                Map.of(
                                        PluginId.of("geo"), new Dependency("^2.1", false),
                                        PluginId.of("cache-tools"), new Dependency(">=1", true))),
                        Map.of(
                                "forecast",
                                new FunctionSpec(
                                        "forecast",
                                        "Says it",
                                        Optional.of("{\"type\":\"object\"}"),
                                        Optional.of("{\"type\":\"string\"}"),
                                        Optional.of(Duration.ofSeconds(2)),
                                        true)),
                        List.of(
                                new Contribution(
                                        "command",
                                        "weather",
                                        "forecast",
                                        false,
                                        new Attributes(Map.of("help", "weather CITY"))),
                                new Contribution("menu", "now", "now", true, Attributes.NONE)),
                        new Lifecycle(Activation.LAZY, ReloadMode.HANDOVER),
                        permissions(),
                        new LimitsAsk(
                                Optional.of(Duration.ofSeconds(30)),
                                Optional.of(Duration.ofMinutes(1)),
                                OptionalLong.of(64L << 20),
                                OptionalLong.of(1_000_000),
                                OptionalInt.of(8),
                                Optional.of(Duration.ofMillis(500))),
                        Optional.of("{\"type\":\"object\",\"properties\":{\"units\":{\"default\":\"celsius\"}}}")));
        assertThat(((ManifestReading.Valid) reading).warnings()).isEmpty();
    }

    private static RuntimeSpec wasm() {
        return new RuntimeSpec.Wasm(
                "plugin.wasm", "mortise/1", true, new RuntimeSpec.Pool(4, 1, Duration.ofMinutes(1), 100), true);
    }

    private static RuntimeSpec grpc() {
        return new RuntimeSpec.Grpc(
                new Launch.Binary(Map.of("linux-amd64", "bin/weather")),
                List.of("--fast"),
                Map.of("TZ", "UTC"),
                Protocol.RAW,
                Optional.of(new RuntimeSpec.Handshake("KEY", "value", List.of(5, 6))),
                Optional.empty());
    }

    private static Permissions permissions() {
        return Permissions.of(
                new Permission.Http(
                        "api.weather.example", Set.of("GET"), Set.of(443), Optional.of("WEATHER_API_KEY"), Set.of()),
                Permission.Http.to("*.maps.example"),
                new Permission.Kv(1L << 20),
                new Permission.Plain(Permission.Plain.Service.CACHE),
                new Permission.Plain(Permission.Plain.Service.JOBS),
                new Named(Named.Kind.EVENTS_PUBLISH, "weather.*"),
                new Named(Named.Kind.EVENTS_SUBSCRIBE, "user.moved"),
                new Named(Named.Kind.SECRETS, "WEATHER_API_KEY"),
                new Named(Named.Kind.PLUGINS, "geo"),
                new Named(Named.Kind.APP, "chat.send"),
                new Named(Named.Kind.MAIL, "ops@example.org"),
                new Permission.Filesystem("data", true),
                new Permission.Sql(false));
    }

    @Test
    void manifest_hasOurDefaults_whenOnlyTheNeededIsWritten() throws IOException {
        assertThat(read(SMALL))
                .isEqualTo(new ManifestReading.Valid(
                        PluginManifest.of("ab", "1.0.0", RuntimeSpec.Wasm.STANDARD), List.of()));
    }

    @Test
    void binary_isBinName_whenNoneIsWritten() throws IOException {
        assertThat(read("name: weather\nversion: 1.0.0\nruntime: grpc\n"))
                .isEqualTo(new ManifestReading.Valid(
                        PluginManifest.of(
                                "weather",
                                "1.0.0",
                                RuntimeSpec.Grpc.of(new Launch.Binary(Map.of(Launch.Binary.ANY, "bin/weather")))),
                        List.of()));
    }

    @Test
    void unknownKind_isAWarning_unlessTheEntryIsRequired() throws IOException {
        String unknown = SMALL + "contributes:\n  comand: [ { id: a, anything: 1 } ]\n";

        assertThat(((ManifestReading.Valid) read(unknown)).warnings())
                .containsExactly(new Violation(
                        "plugin.yaml:5: contributes.comand[0]",
                        "this application has no kind \"comand\"; did you mean command?"));
        assertThat(problems(read(unknown.replace("anything: 1", "required: true"))))
                .containsExactly("plugin.yaml:5: contributes.comand[0]: this application has no kind \"comand\"; "
                        + "did you mean command?");
    }

    @Test
    void attributes_areCheckedAgainstTheirKind() throws IOException {
        assertThat(problems(read(SMALL + "contributes:\n  command: [ { id: a }, { id: b, help: 3 } ]\n"
                        + "  menu: [ { id: a }, { id: b } ]\n")))
                .containsExactly(
                        "plugin.yaml:5: contributes.command[0]: help is missing",
                        "plugin.yaml:5: contributes.command[1].help: 3 is a whole number, not text",
                        "plugin.yaml:6: contributes.menu: has 2 entries, not at most 1");
    }

    @Test
    void blockOfAnotherRuntime_isAWarning() throws IOException {
        assertThat(((ManifestReading.Valid) read(SMALL + "grpc: { args: [x] }\n")).warnings())
                .containsExactly(new Violation("plugin.yaml:4: grpc", "is not read: runtime does not offer grpc"));
    }

    @Test
    void secondManifest_isAnError_whateverItHolds() throws IOException {
        Files.writeString(root.resolve("manifest.json"), "{}");

        assertThat(problems(read(SMALL)))
                .containsExactly("plugin.yaml: is not the only manifest: manifest.json lies beside it; keep one");
    }

    @Test
    void directoryWithoutManifest_isAnError() throws IOException {
        assertThat(problems(reader.read(root)))
                .containsExactly("plugin.yaml: is not there; a plugin is a directory with plugin.yaml at its root");

        Files.writeString(root.resolve("manifest.json"), "{}");
        assertThat(problems(reader.read(root)))
                .containsExactly(
                        "plugin.yaml: is not there; manifest.json is not read, write a plugin.yaml in its place");
    }

    @Test
    void manifest_isNotFollowed_whenItIsALink() throws IOException {
        Path elsewhere = Files.writeString(root.resolve("other.yaml"), SMALL);
        Files.createSymbolicLink(root.resolve("plugin.yaml"), elsewhere);

        assertThat(problems(reader.read(root))).containsExactly("plugin.yaml: is not a regular file");
    }

    @Test
    void module_isRefused_whenALinkLeadsOutOfThePlugin(@TempDir Path outside) throws IOException {
        Files.createFile(outside.resolve("evil.wasm"));
        Files.createSymbolicLink(root.resolve("sub"), outside);

        assertThat(problems(read(SMALL + "wasm: { module: sub/evil.wasm }\n")))
                .containsExactly("plugin.yaml:4: wasm.module: \"sub/evil.wasm\" leads out of the plugin");
    }

    @Test
    void file_isRefusedUnread_whenItIsLargerThanOneMebibyte() throws IOException {
        assertThat(problems(read(SMALL + "#".repeat(1 << 20))))
                .containsExactly("plugin.yaml:1: has 1048577 bytes, more than 1 MiB");
    }

    @Test
    void kind_isRefusedAtOnce_whenItsOwnSchemaIsBad() {
        assertThatThrownBy(() -> ManifestReader.withKinds(
                        List.of(Kind.of("x", Kind.Choice.ALL).withSchema("{\"type\":\"txt\"}"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kind x: its schema is no JSON Schema 2020-12: /type \"txt\" is not one of "
                        + "array, boolean, integer, null, number, object, string");
    }

    private ManifestReading read(String text) throws IOException {
        Files.writeString(root.resolve("plugin.yaml"), text);
        return reader.read(root);
    }

    private static List<String> problems(ManifestReading reading) {
        return ((ManifestReading.Invalid) reading)
                .problems().stream().map(Violation::toString).toList();
    }
}

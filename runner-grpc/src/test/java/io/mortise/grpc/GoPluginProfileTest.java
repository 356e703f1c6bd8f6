package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.RuntimeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class GoPluginProfileTest {
    @TempDir
    Path directory;

    static List<String> names() {
        return GoPluginProfile.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aShippedProfile_isWhole(String name) {
        GoPluginProfile profile = GoPluginProfile.named(name);

        assertThat(profile.cookieKey()).matches("[A-Za-z_]+");
        assertThat(profile.cookieValue()).isNotBlank();
        assertThat(profile.versions()).isNotEmpty();
        assertThat(profile.about()).isNotBlank().isNotEqualTo(name);
        assertThat(profile.notes()).isNotEmpty();
        assertThat(profile.autoMtls()).isEqualTo(!name.equals("jaeger-storage"));
    }

    @Test
    void anOperatorsFile_isAProfile() throws IOException {
        Path file = Files.writeString(
                directory.resolve("kv.properties"),
                "cookie.key = BASIC_PLUGIN\ncookie.value = hello\nversions = 1, 2\nenv.A = b\n");

        assertThat(GoPluginProfile.read(file))
                .isEqualTo(new GoPluginProfile(
                        "kv",
                        "kv",
                        "BASIC_PLUGIN",
                        "hello",
                        List.of(1, 2),
                        Map.of("A", "b"),
                        true,
                        64 << 20,
                        List.of()));
    }

    @Test
    void whatIsWrong_isNamed() throws IOException {
        assertThatThrownBy(() -> GoPluginProfile.named("terrafrom"))
                .hasMessageStartingWith("no profile \"terrafrom\"; there are grafana-datasource, jaeger-storage,");
        assertWrong("cookie.key = A\n", "profile p: cookie.value is missing");
        assertWrong("cookie.key=A\ncookie.value=b\nversions=x\n", "profile p: versions is no number: \"x\"");
        assertWrong("cookie.name = A\n", "profile p: cookie.name is no key of a profile");
    }

    private void assertWrong(String text, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("p.properties"), text);
        assertThatThrownBy(() -> GoPluginProfile.read(file)).hasMessage(message);
    }

    private static RuntimeSpec.Grpc raw(RuntimeSpec.Grpc spec, String profile) {
        return new RuntimeSpec.Grpc(
                spec.launch(),
                List.of(),
                Map.of("TF_LOG_SDK", "OFF"),
                RuntimeSpec.Protocol.RAW,
                Optional.empty(),
                Optional.of(profile));
    }

    @Test
    void aManifestNamesIt_andItsOwnVariablesWin() throws Exception {
        try (Bench bench = new Bench(directory);
                FakePeer peer = FakePeer.serving(new ScriptedPlugin())) {
            RuntimeSpec.Grpc spec = peer.spec(
                    bench,
                    "echo \"$TF_LOG_SDK ${TF_PLUGIN_MAGIC_COOKIE%a9872b2} $PLUGIN_PROTOCOL_VERSIONS\" >&2",
                    "echo '" + peer.line().replaceFirst("1\\|1", "1|5") + "'");

            bench.start(raw(spec, "terraform"));

            await().untilAsserted(() -> assertThat(bench.logged())
                    .contains("OFF d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991c 5,6"));
        }
    }

    @Test
    void aFamilyWithoutTls_isNotAskedForIt_whereThatIsGranted() throws Exception {
        try (Bench bench = new Bench(directory);
                FakePeer peer = FakePeer.plaintext(new ScriptedPlugin())) {
            RuntimeSpec.Grpc spec =
                    peer.spec(bench, "test -z \"$PLUGIN_CLIENT_CERT\" && echo not asked >&2 || echo asked >&2");

            assertThat(catchThrowableOfType(PluginException.class, () -> bench.start(raw(spec, "jaeger-storage"))))
                    .hasMessageContaining("a certificate in field 6");
            await().untilAsserted(() -> assertThat(bench.logged()).containsExactly("asked"));

            bench.allowPlaintext = true;
            bench.start(raw(spec, "jaeger-storage"));
            await().untilAsserted(() -> assertThat(bench.logged()).containsExactly("asked", "not asked"));
        }
    }

    @Test
    void anUnknownName_isABadManifest() throws IOException {
        try (Bench bench = new Bench(directory)) {
            bench.script("bin/x", "exit 0");

            assertThat(catchThrowableOfType(
                            PluginException.class, () -> bench.start(raw(Bench.binary("bin/x"), "terrafrom"))))
                    .hasMessageContaining("grpc.profile: \"terrafrom\" is none; there are grafana-datasource")
                    .hasMessageContaining("[BAD_MANIFEST]");
        }
    }
}

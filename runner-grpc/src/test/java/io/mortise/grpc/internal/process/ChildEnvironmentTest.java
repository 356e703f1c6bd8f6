package io.mortise.grpc.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEnvironmentTest {
    private static final Path TMP = Path.of("/run/p/t");

    @Test
    void ofTheHost_onlyFourVariablesPass() {
        Map<String, String> host = Map.of(
                "PATH", "/bin",
                "HOME", "/home/ada",
                "LANG", "C",
                "TZ", "UTC",
                "AWS_SECRET_ACCESS_KEY", "s",
                "PLUGIN_CLIENT_CERT", "of the host's own host",
                "PLUGIN_MULTIPLEX_GRPC", "true",
                "LD_PRELOAD", "x");

        assertThat(ChildEnvironment.of(host, Map.of("TZ", "Europe/Berlin", "MODE", "fast"), TMP))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PATH", "/bin",
                        "HOME", "/home/ada",
                        "LANG", "C",
                        "TZ", "Europe/Berlin",
                        "MODE", "fast",
                        "TMPDIR", "/run/p/t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "JAVA_TOOL_OPTIONS", "BASH_ENV", "PATH",
                "PLUGIN_MULTIPLEX_GRPC", "MORTISE_PLUGIN", "A=B", "", "1A", "A B"
            })
    void aHostileVariable_isRefused(String name) {
        assertThatThrownBy(() -> ChildEnvironment.of(Map.of(), Map.of(name, "x"), TMP))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValueWithANul_isRefused() {
        assertThat(ChildEnvironment.refusal("A", "x\0y")).contains("has a value with a NUL in it");
    }
}

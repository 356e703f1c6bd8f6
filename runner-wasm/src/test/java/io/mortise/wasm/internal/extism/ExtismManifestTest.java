package io.mortise.wasm.internal.extism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every member of a manifest is read, or refused by name. */
class ExtismManifestTest {

    private static List<String> problems(String text) {
        ExtismManifest.BadManifest bad =
                catchThrowableOfType(ExtismManifest.BadManifest.class, () -> ExtismManifest.parse("e.json", text));
        return bad == null
                ? List.of()
                : bad.problems().stream().map(Object::toString).toList();
    }

    @Test
    void parse_readsEveryMember() throws Exception {
        ExtismManifest manifest = ExtismManifest.parse(
                "e.json",
                """
                {"wasm": [{"path": "a.wasm", "name": "main", "hash": "%s"}, {"path": "b.wasm", "name": "b"}],
                 "memory": {"max_pages": 3, "max_http_response_bytes": 4, "max_var_bytes": 0},
                 "config": {"k": "v"}, "allowed_hosts": ["*.example"], "timeout_ms": 50}
                """
                        .formatted("0".repeat(64)));

        assertThat(manifest.modules())
                .containsExactly(
                        new ExtismManifest.Module("b.wasm", Optional.empty(), Optional.of("b")),
                        new ExtismManifest.Module("a.wasm", Optional.of("0".repeat(64)), Optional.of("main")));
        assertThat(manifest.settings())
                .isEqualTo(new ExtismSettings(
                        Map.of("k", "v"),
                        Optional.of(List.of(new HostGlob("*.example"))),
                        3 * 65_536,
                        4,
                        0,
                        Optional.of(Duration.ofMillis(50))));
    }

    @Test
    void main_isTheLast_whenNoneIsNamedSo() throws Exception {
        assertThat(ExtismManifest.parse("e.json", "{\"wasm\":[{\"path\":\"a\",\"name\":\"x\"},{\"path\":\"b\"}]}")
                        .modules())
                .last()
                .isEqualTo(new ExtismManifest.Module("b", Optional.empty(), Optional.empty()));
    }

    @Test
    void everyProblem_isTold() {
        assertThat(
                        problems(
                                """
                {"wasm": [{"path": "a", "hash": "xy", "name": "extism:host/env"}, {"url": "http://x", "colour": 1},
                          {"path": "b", "name": "n"}, {"path": "c", "name": "n"}],
                 "memory": {"max_pages": -1, "pages": 2}, "config": {"k": 1}, "allowed_hosts": "x",
                 "allowed_paths": {"/": "/"}, "timeout": 3}
                """))
                .containsExactlyInAnyOrder(
                        "e.json: wasm[0]: hash: is no SHA-256 in 64 lower-case hex digits",
                        "e.json: wasm[1]: colour: is unknown; there is path, hash, name, data, url, headers, method",
                        "e.json: wasm[1]: url: is not fetched; put the module into the plugin and name it with path",
                        "e.json: wasm[1]: path: is missing",
                        "e.json: memory: pages: is unknown; there is max_pages, max_http_response_bytes, max_var_bytes",
                        "e.json: memory: max_pages: is no whole number from 0",
                        "e.json: config: k: is no text",
                        "e.json: allowed_hosts: is no list",
                        "e.json: timeout: is unknown; there is wasm, memory, config, allowed_hosts, allowed_paths,"
                                + " timeout_ms",
                        "e.json: allowed_paths: is not read; ask for directories with permissions.filesystem in"
                                + " plugin.yaml",
                        "e.json: wasm: has two modules named \"n\"",
                        "e.json: wasm: names a module \"extism:host/env\", which is the host's own");
        assertThat(problems("{}")).containsExactly("e.json: wasm: names no module");
        assertThat(problems("[")).singleElement().asString().startsWith("e.json: is no JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "*, a.example, true",
        "*.example, a.example, true",
        "*.example, example, false",
        "a.*.com, a.b.c.com, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "host[1-3], host2, true",
        "host[1-3], host4, false",
        "host[!1-3], host4, true",
        "Api.example, api.example, true",
        "google.*, jsonplaceholder.typicode.com, false",
        "'', a, false"
    })
    void hostGlob_matchesTheWholeHost(String pattern, String host, boolean matches) {
        assertThat(new HostGlob(pattern).matches(host)).isEqualTo(matches);
    }

    @Test
    void hostGlob_endsInTime_onManyStars() {
        assertThat(new HostGlob("*a".repeat(60)).matches("a".repeat(5_000) + "b"))
                .isFalse();
    }
}

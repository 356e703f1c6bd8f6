package io.mortise.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.abi.Right;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What guests of other systems can reach and what it takes: the tables, written a second time. */
class DialectImportsTest {
    private final List<Dialect> dialects = new Dialects(ExtismUsers.ALL).all();

    private static Map<String, String> rights(Dialect dialect) {
        return dialect.imports().stream()
                .filter(row -> row.right() != Right.NONE)
                .collect(Collectors.toMap(
                        KnownImport::toString, row -> row.right().key(), (a, b) -> a, TreeMap::new));
    }

    @Test
    void everyImport_hasItsPermission() {
        Map<String, Map<String, String>> rights = dialects.stream()
                .filter(dialect -> !dialect.name().equals("mortise/1"))
                .collect(Collectors.toMap(Dialect::name, DialectImportsTest::rights));

        assertThat(rights)
                .isEqualTo(Map.of(
                        "extism",
                        Map.of(
                                "extism:host/env.http_request", "http",
                                "extism:host/user.mult", "app",
                                "extism:host/user.hostGreenMessage", "app",
                                "extism:host/user.hostPurpleMessage", "app",
                                "extism:host/user.hello_world", "app",
                                "host.to_upper", "app"),
                        "flowbot",
                        Map.of(
                                "flowbot.kv_get", "kv",
                                "flowbot.kv_set", "kv",
                                "flowbot.kv_delete", "kv",
                                "flowbot.http_request", "http",
                                "flowbot.emit_event", "events.publish"),
                        "gonext",
                        Map.ofEntries(
                                Map.entry("env.gn_event_emit", "events.publish"),
                                Map.entry("env.gn_secrets_get", "secrets"),
                                Map.entry("env_net.gn_http_fetch", "http"),
                                Map.entry("env_net.gn_media_read", "app"),
                                Map.entry("env_net.gn_users_read", "app"),
                                Map.entry("gonext_data.gn_db_read", "sql"),
                                Map.entry("gonext_data.gn_db_write", "sql"),
                                Map.entry("gonext_data.gn_kv_get", "kv"),
                                Map.entry("gonext_data.gn_kv_set", "kv"),
                                Map.entry("gonext_data.gn_kv_del", "kv"),
                                Map.entry("gonext_data.gn_kv_incr", "kv"),
                                Map.entry("gonext_data.gn_cache_invalidate", "cache")),
                        "goatkit",
                        Map.of()));
    }

    @Test
    void noImport_isOfferedByTwoDialects() {
        List<String> names = dialects.stream()
                .flatMap(dialect -> dialect.imports().stream())
                .map(KnownImport::toString)
                .toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(90);
    }

    @Test
    void namesOfDialects_areThoseOfTheManifest() {
        assertThat(Set.copyOf(new Dialects(WasmImports.NONE).names()))
                .isEqualTo(Set.of("mortise/1", "extism", "flowbot", "gonext", "goatkit"));
    }
}

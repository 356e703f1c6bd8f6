package io.mortise.wasm.internal.goatkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What one import of goatkit's guests reaches, by name, and the permission each needs. */
class HostCallByNameTest {

    @Test
    void everyName_hasItsPermission() {
        assertThat(Arrays.stream(HostCallByName.values())
                        .collect(Collectors.toMap(
                                HostCallByName::text, each -> each.right().key())))
                .isEqualTo(Map.ofEntries(
                        Map.entry("db_query", "sql"),
                        Map.entry("db_exec", "sql"),
                        Map.entry("cache_get", "cache"),
                        Map.entry("cache_set", "cache"),
                        Map.entry("cache_delete", "cache"),
                        Map.entry("http_request", "http"),
                        Map.entry("send_email", "mail"),
                        Map.entry("log", ""),
                        Map.entry("config_get", ""),
                        Map.entry("time_now", ""),
                        Map.entry("org_id", ""),
                        Map.entry("plugin_call", "plugins"),
                        Map.entry("publish_event", "events.publish"),
                        Map.entry("secure_config_get", "secrets")));
    }
}

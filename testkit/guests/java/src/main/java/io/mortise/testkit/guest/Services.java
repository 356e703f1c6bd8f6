package io.mortise.testkit.guest;

import io.mortise.sdk.HostException;
import io.mortise.sdk.Kv;
import io.mortise.sdk.Plugin;
import io.mortise.sdk.PluginCall;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Functions that ask the host's services for one thing each. */
final class Services {
    private static final byte[] OK = Basics.utf8("ok");
    private static final byte[] NOTHING = {};

    private Services() {}

    static void register(Plugin plugin) {
        plugin.handleBytes("kv_get", (call, input) -> call.host().kv().require(Basics.text(input)))
                .handleBytes("kv_set", (call, input) -> kvSet(call, Fields.parse("KEY TTL_MS VALUE", input)))
                .handleBytes("kv_delete", (call, input) -> {
                    call.host().kv().delete(Basics.text(input));
                    return OK;
                })
                .handleBytes("kv_list", (call, input) -> kvList(call, Fields.parse("PREFIX AFTER LIMIT", input)))
                .handleBytes(
                        "kv_version", (call, input) -> kvVersion(call.host().kv(), Basics.text(input)))
                .handleBytes("kv_cas", (call, input) -> kvCas(call, Fields.parse("KEY VERSION TTL_MS VALUE", input)))
                .handleBytes("cache_get", (call, input) -> call.host().cache().require(Basics.text(input)))
                .handleBytes("cache_set", (call, input) -> cacheSet(call, Fields.parse("KEY TTL_MS VALUE", input)))
                .handleBytes("cache_delete", (call, input) -> {
                    call.host().cache().delete(Basics.text(input));
                    return OK;
                })
                .handleBytes("on_event", (call, input) -> {
                    call.host().kv().set("event", input);
                    return NOTHING;
                })
                .handleBytes("secret", (call, input) -> call.host().secrets().require(Basics.text(input)))
                .handleBytes("sql_query", (call, input) -> call.host().sql().query(input))
                .handleBytes("sql_exec", (call, input) -> call.host().sql().execute(input))
                .handleBytes("mail_send", (call, input) -> {
                    call.host().mail().send(input);
                    return NOTHING;
                });
    }

    private static byte[] kvSet(PluginCall call, Fields fields) {
        return decimal(call.host().kv().set(fields.text("KEY"), fields.bytes("VALUE"), ttl(fields)));
    }

    private static byte[] kvList(PluginCall call, Fields fields) {
        List<String> keys = call.host()
                .kv()
                .list(orEmpty(fields.text("PREFIX")), orEmpty(fields.text("AFTER")), fields.small("LIMIT"));
        return Basics.utf8(keys.stream().map(Exchange::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    /** @throws HostException NOT_FOUND with the host's own words, which {@link Kv#version} keeps to itself */
    private static byte[] kvVersion(Kv kv, String key) {
        long version = kv.version(key);
        if (version == 0) {
            kv.require(key);
        }
        return decimal(version);
    }

    private static byte[] kvCas(PluginCall call, Fields fields) {
        return decimal(call.host()
                .kv()
                .compareAndSet(fields.text("KEY"), fields.bytes("VALUE"), fields.number("VERSION"), ttl(fields)));
    }

    private static byte[] cacheSet(PluginCall call, Fields fields) {
        call.host().cache().set(fields.text("KEY"), fields.bytes("VALUE"), ttl(fields));
        return OK;
    }

    private static Duration ttl(Fields fields) {
        return Duration.ofMillis(fields.number("TTL_MS"));
    }

    private static String orEmpty(String field) {
        return field.equals("-") ? "" : field;
    }

    private static byte[] decimal(long number) {
        return Basics.utf8(Long.toString(number));
    }
}

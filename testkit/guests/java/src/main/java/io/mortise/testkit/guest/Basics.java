package io.mortise.testkit.guest;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Code;
import io.mortise.sdk.Host;
import io.mortise.sdk.HostException;
import io.mortise.sdk.Log;
import io.mortise.sdk.Plugin;
import io.mortise.sdk.PluginCall;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;

/** Functions about the call itself. */
final class Basics {
    private static final byte[] OK = utf8("ok");

    private Basics() {}

    static void register(Plugin plugin) {
        plugin
                .handleBytes("echo", (call, input) -> input)
                .handleBytes("output_size", (call, input) -> outputSize(Fields.parse("BYTES", input)))
                .handleBytes("config", (call, input) -> config(call, text(input)))
                .handleBytes("call_info", (call, input) -> CallInfo.of(call))
                .handleBytes("log", (call, input) -> log(call, Fields.parse("LEVEL MESSAGE", input)))
                .handleBytes("stdout", (call, input) -> {
                    System.out.println(text(input));
                    return OK;
                })
                .handleBytes("random", (call, input) -> random(Fields.parse("BYTES", input)))
                .handleBytes("time", (call, input) -> utf8(Long.toString(System.currentTimeMillis())))
                .handleBytes("host_calls", (call, input) -> hostCalls(call.host(), Fields.parse("COUNT", input)))
                .stream("stream", (call, input, chunks) -> {
            long count = Fields.parse("CHUNKS", input).number("CHUNKS");
            for (long i = 0; i < count && chunks.send("chunk " + i); i++) {}
        });
    }

    private static byte[] outputSize(Fields fields) {
        byte[] output = new byte[fields.small("BYTES")];
        Arrays.fill(output, (byte) 'x');
        return output;
    }

    private static byte[] config(PluginCall call, String pointer) {
        return call.host()
                .config()
                .json(pointer)
                .orElseThrow(() -> new CallRejected(Code.NOT_FOUND, "no config at " + pointer));
    }

    private static byte[] log(PluginCall call, Fields fields) {
        Log.Level[] levels = Log.Level.values();
        long level = Math.min(fields.number("LEVEL"), levels.length - 1);
        call.host().log().log(levels[(int) level], fields.text("MESSAGE"), Map.of("from", "guest"));
        return OK;
    }

    private static byte[] random(Fields fields) {
        byte[] bytes = new byte[fields.small("BYTES")];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] hostCalls(Host host, Fields fields) {
        long count = fields.number("COUNT");
        for (long i = 0; i < count; i++) {
            try {
                host.kv().require("k");
            } catch (HostException e) {
                if (e.code() != Code.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return OK;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}

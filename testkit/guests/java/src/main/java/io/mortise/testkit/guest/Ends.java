package io.mortise.testkit.guest;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Plugin;
import java.util.ArrayList;
import java.util.List;

/** Functions that end badly, or not at all. */
final class Ends {
    private static final int MIB = 1 << 20;
    private static final int PAGE = 4096;

    private Ends() {}

    static void register(Plugin plugin) {
        plugin.handleBytes("fail", (call, input) -> {
                    Fields fields = Fields.parse("CODE MESSAGE", input);
                    throw new CallRejected(fields.small("CODE"), fields.text("MESSAGE"));
                })
                .handleBytes("trap", (call, input) -> {
                    throw new IllegalStateException("unreachable");
                })
                .handleBytes("spin", (call, input) -> spin())
                .handleBytes("alloc", (call, input) -> alloc(Fields.parse("MIB", input)))
                .handleBytes("recurse", (call, input) -> {
                    recurse(Fields.parse("DEPTH", input).number("DEPTH"));
                    return Basics.utf8("ok");
                })
                .handleBytes("recurse_forever", (call, input) -> {
                    recurse(Long.MAX_VALUE);
                    return input;
                });
    }

    private static byte[] spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    private static byte[] alloc(Fields fields) {
        List<byte[]> held = new ArrayList<>();
        for (long i = 0; i < fields.number("MIB"); i++) {
            byte[] mib = new byte[MIB];
            for (int at = 0; at < MIB; at += PAGE) {
                mib[at] = 1;
            }
            held.add(mib);
        }
        return Basics.utf8(held.size() == fields.number("MIB") ? "ok" : "");
    }

    private static long recurse(long depth) {
        return depth == 0 ? System.currentTimeMillis() : recurse(depth - 1) + 1;
    }
}

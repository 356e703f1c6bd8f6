package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.KvService;
import io.mortise.api.host.StatusCode;
import java.util.List;

/** Permission kv. */
final class KvImports {
    private static final int MAX_PAGE = 64 << 10;
    private static final int MAX_NAMES = 10_000;

    /** The quota is the gate's to set: it knows the grant. */
    private static final long NO_QUOTA_OF_OURS = Long.MAX_VALUE;

    private KvImports() {}

    static long get(Exchange x, long[] a) {
        String key = Ranges.text(x, "kv_get", a, 0);
        return x.host()
                .kv()
                .get(x.context(), key)
                .map(KvService.Entry::value)
                .map(x.mailbox::deliver)
                .orElseGet(() -> absent(x, key));
    }

    static long set(Exchange x, long[] a) {
        String key = Ranges.text(x, "kv_set", a, 0);
        byte[] value = Ranges.bytes(x, "kv_set", a, 2);
        return x.host().kv().set(x.context(), key, value, Ranges.millis("kv_set", a[4]), NO_QUOTA_OF_OURS);
    }

    static long delete(Exchange x, long[] a) {
        x.host().kv().delete(x.context(), Ranges.text(x, "kv_delete", a, 0));
        return 0;
    }

    static long list(Exchange x, long[] a) {
        String prefix = Ranges.text(x, "kv_list", a, 0);
        String after = Ranges.text(x, "kv_list", a, 2);
        int limit = (int) Math.min(MAX_NAMES, Integer.toUnsignedLong((int) a[4]));
        return x.mailbox.deliver(page(x.host().kv().list(x.context(), prefix, after, limit)));
    }

    /** A JSON array of as many names as fit on a page; the guest asks on after the last one. */
    private static String page(List<String> names) {
        StringBuilder out = new StringBuilder("[");
        int bytes = 2;
        for (String name : names) {
            StringBuilder quoted = new StringBuilder();
            Json.quote(quoted, name);
            bytes += quoted.toString().getBytes(UTF_8).length + 1;
            if (bytes > MAX_PAGE) {
                break;
            }
            out.append(out.length() > 1 ? "," : "").append(quoted);
        }
        return out.append(']').toString();
    }

    static long version(Exchange x, long[] a) {
        String key = Ranges.text(x, "kv_version", a, 0);
        return x.host().kv().get(x.context(), key).map(KvService.Entry::version).orElseGet(() -> absent(x, key));
    }

    static long compareAndSet(Exchange x, long[] a) {
        String who = "kv_compare_and_set";
        String key = Ranges.text(x, who, a, 0);
        byte[] value = Ranges.bytes(x, who, a, 2);
        return x.host().kv().compareAndSet(x.context(), key, value, a[4], Ranges.millis(who, a[5]), NO_QUOTA_OF_OURS);
    }

    private static long absent(Exchange x, String key) {
        return x.mailbox.refuse(StatusCode.NOT_FOUND, "no entry \"" + key + '"');
    }
}

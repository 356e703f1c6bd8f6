package io.mortise.wasm.internal.abi;

import io.mortise.api.host.StatusCode;

/** Permission cache. */
final class CacheImports {
    private CacheImports() {}

    static long get(Exchange x, long[] a) {
        String key = Ranges.text(x, "cache_get", a, 0);
        return x.host()
                .cache()
                .get(x.context(), key)
                .map(x.mailbox::deliver)
                .orElseGet(() -> x.mailbox.refuse(StatusCode.NOT_FOUND, "no entry \"" + key + '"'));
    }

    static long set(Exchange x, long[] a) {
        String key = Ranges.text(x, "cache_set", a, 0);
        byte[] value = Ranges.bytes(x, "cache_set", a, 2);
        x.host().cache().set(x.context(), key, value, Ranges.millis("cache_set", a[4]));
        return 0;
    }

    static long delete(Exchange x, long[] a) {
        x.host().cache().delete(x.context(), Ranges.text(x, "cache_delete", a, 0));
        return 0;
    }
}

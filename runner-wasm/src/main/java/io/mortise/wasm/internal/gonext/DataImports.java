package io.mortise.wasm.internal.gonext;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.KvService;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.ForeignJson;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.Ranges;
import io.mortise.wasm.internal.gonext.GonextImport.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Module {@code gonext_data}: database, key-value entries, cache. */
final class DataImports {
    private static final long NO_QUOTA_OF_OURS = Long.MAX_VALUE;
    private static final int MAX_TRIES = 100;

    private DataImports() {}

    static Reply read(GonextGuest g, long[] a) {
        return Reply.of(g.open.host().sql().query(g.open.context(), statement(g, "gn_db_read", a)));
    }

    /** The rows it touched. */
    static Reply write(GonextGuest g, long[] a) {
        byte[] answer = g.open.host().sql().execute(g.open.context(), statement(g, "gn_db_write", a));
        String rows = ForeignJson.text(ForeignJson.object("an answer of the database", answer), "rows");
        return Reply.of(rows.matches("[0-9]{1,18}") ? Math.min(Integer.MAX_VALUE, Long.parseLong(rows)) : 0);
    }

    private static byte[] statement(GonextGuest g, String who, long[] a) {
        byte[] args = Ranges.bytes(g.open, who, a, 2);
        Json params = args.length == 0 ? new Json.Arr(java.util.List.of()) : ForeignJson.value(args);
        if (!(params instanceof Json.Arr)) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, who + " wants a JSON array of arguments");
        }
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("sql", new Json.Text(Ranges.text(g.open, who, a, 0)));
        members.put("params", params);
        return new Json.Obj(members).bytes();
    }

    static Reply get(GonextGuest g, long[] a) {
        String key = Ranges.text(g.open, "gn_kv_get", a, 0);
        return g.open.host()
                .kv()
                .get(g.open.context(), key)
                .map(entry -> Reply.of(entry.value()))
                .orElseThrow(() -> new HostFailure(StatusCode.NOT_FOUND, "no entry \"" + key + '"'));
    }

    static Reply set(GonextGuest g, long[] a) {
        String key = Ranges.text(g.open, "gn_kv_set", a, 0);
        byte[] value = Ranges.bytes(g.open, "gn_kv_set", a, 2);
        g.open.host().kv().set(g.open.context(), key, value, Duration.ZERO, NO_QUOTA_OF_OURS);
        return Reply.of(0);
    }

    static Reply delete(GonextGuest g, long[] a) {
        g.open.host().kv().delete(g.open.context(), Ranges.text(g.open, "gn_kv_del", a, 0));
        return Reply.of(0);
    }

    /** A decimal number; one that does not fit into 32 bits, or reads as a failure, stays as it was. */
    static Reply increment(GonextGuest g, long[] a) {
        String key = Ranges.text(g.open, "gn_kv_incr", a, 0);
        KvService kv = g.open.host().kv();
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<KvService.Entry> before = kv.get(g.open.context(), key);
            long now = before.map(entry -> number(key, entry.value())).orElse(0L) + a[2];
            if (now != (int) now || (now < 0 && now >= -5)) {
                throw new HostFailure(StatusCode.INTERNAL, now + " cannot be told to the guest as a number");
            }
            try {
                kv.compareAndSet(
                        g.open.context(),
                        key,
                        Long.toString(now).getBytes(US_ASCII),
                        before.map(KvService.Entry::version).orElse(0L),
                        Duration.ZERO,
                        NO_QUOTA_OF_OURS);
                return GonextImport.packed(now);
            } catch (HostFailure e) {
                if (e.code() != StatusCode.ABORTED) {
                    throw e;
                }
            }
        }
        throw new HostFailure(StatusCode.ABORTED, "entry \"" + key + "\" changed " + MAX_TRIES + " times meanwhile");
    }

    private static long number(String key, byte[] value) {
        String text = new String(value, US_ASCII);
        if (!text.matches("-?[0-9]{1,18}")) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "entry \"" + key + "\" is no number");
        }
        return Long.parseLong(text);
    }

    /** A tag is a key here: the cache has no other names. */
    static Reply invalidate(GonextGuest g, long[] a) {
        Json tags = ForeignJson.value(Ranges.bytes(g.open, "gn_cache_invalidate", a, 0));
        if (!(tags instanceof Json.Arr array)) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "gn_cache_invalidate wants a JSON array of tags");
        }
        for (Json tag : array.items()) {
            g.open.host().cache().delete(g.open.context(), tag instanceof Json.Text text ? text.value() : tag.write());
        }
        return Reply.of(0);
    }
}

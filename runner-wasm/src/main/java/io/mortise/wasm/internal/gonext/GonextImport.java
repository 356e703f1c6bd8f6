package io.mortise.wasm.internal.gonext;

import io.mortise.api.host.HostFailure;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.abi.Right;
import io.mortise.wasm.internal.binary.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The imports of {@code gonext}, of three modules: name, type, permission, and how each tells its failures. */
@SuppressWarnings("ImmutableEnumChecker") // texts and a method reference
enum GonextImport {
    LOG("env", "gn_log", "iii", "", Right.NONE, Codes.PLAIN, EnvImports::log),
    PANIC("env", "gn_panic", "ii", "", Right.NONE, Codes.PLAIN, EnvImports::panic),
    TIME_MS("env", "gn_time_ms", "", "l", Right.NONE, Codes.PLAIN, (g, a) -> Reply.of(System.currentTimeMillis())),
    TRANSLATE("env", "gn_i18n_translate", "iiii", "l", Right.NONE, Codes.PLAIN, (g, a) -> Reply.of(0)),
    METRIC("env", "gn_metric_observe", "iidii", "i", Right.NONE, Codes.PLAIN, EnvImports::metric),
    EVENT("env", "gn_event_emit", "iiii", "i", Right.EVENTS, Codes.PLAIN, EnvImports::event),
    SPAN("env", "gn_span_event", "iiii", "i", Right.NONE, Codes.PLAIN, EnvImports::span),
    SECRET("env", "gn_secrets_get", "iiii", "i", Right.SECRETS, Codes.PLAIN, EnvImports::secret),
    AUDIT("env", "gn_audit_emit", "iiii", "i", Right.NONE, Codes.PLAIN, EnvImports::audit),
    /** Times stand in the manifest: {@code contributes.job} with {@code cron}. */
    CRON("env", "gn_cron_register", "iiii", "i", Right.NONE, Codes.PLAIN, (g, a) -> Reply.of(-1)),

    FETCH("env_net", "gn_http_fetch", "ii", "l", Right.HTTP, Codes.NET, NetImports::fetch),
    MEDIA("env_net", "gn_media_read", "ii", "l", Right.APP, Codes.NET, NetImports::media),
    USERS("env_net", "gn_users_read", "ii", "l", Right.APP, Codes.NET, NetImports::users),

    DB_READ("gonext_data", "gn_db_read", "iiii", "l", Right.SQL, Codes.DATA, DataImports::read),
    DB_WRITE("gonext_data", "gn_db_write", "iiii", "l", Right.SQL, Codes.DATA, DataImports::write),
    KV_GET("gonext_data", "gn_kv_get", "ii", "l", Right.KV, Codes.DATA, DataImports::get),
    KV_SET("gonext_data", "gn_kv_set", "iiii", "l", Right.KV, Codes.DATA, DataImports::set),
    KV_DEL("gonext_data", "gn_kv_del", "ii", "l", Right.KV, Codes.DATA, DataImports::delete),
    KV_INCR("gonext_data", "gn_kv_incr", "iil", "l", Right.KV, Codes.DATA, DataImports::increment),
    INVALIDATE("gonext_data", "gn_cache_invalidate", "ii", "l", Right.CACHE, Codes.DATA, DataImports::invalidate);

    static final List<KnownImport> TABLE = Arrays.stream(values())
            .map(row -> new KnownImport(row.module, row.text, row.signature, row.right))
            .toList();

    private final String module;
    private final String text;
    private final Signature signature;
    private final Right right;
    private final Codes codes;
    private final Body body;

    /** Does the work inside the host. */
    @FunctionalInterface
    interface Body {
        Reply apply(GonextGuest guest, long[] arguments);
    }

    /** A number, or bytes that go into the guest's memory when the host is left again. */
    record Reply(long number, byte[] content) {
        static Reply of(long number) {
            return new Reply(number, new byte[0]);
        }

        static Reply of(byte[] content) {
            return new Reply(0, content);
        }
    }

    GonextImport(String module, String text, String params, String results, Right right, Codes codes, Body body) {
        this.module = module;
        this.text = text;
        this.signature = new Signature(params, results);
        this.right = right;
        this.codes = codes;
        this.body = body;
    }

    static Optional<GonextImport> of(String module, String name) {
        return Arrays.stream(values())
                .filter(row -> row.module.equals(module) && row.text.equals(name))
                .findFirst();
    }

    Signature signature() {
        return signature;
    }

    long call(GonextGuest guest, long[] arguments) {
        Reply[] reply = {Reply.of(0)};
        try {
            guest.open.toHost(text, () -> {
                reply[0] = body.apply(guest, arguments);
                return 0;
            });
        } catch (HostFailure e) {
            long code = codes.of(e.code());
            // Of an i64 the lower half is the code, and no pointer stands above it.
            return signature.results().equals("l") ? code & 0xffff_ffffL : code;
        }
        return reply[0].content().length > 0 ? guest.heap.putPacked(reply[0].content()) : reply[0].number();
    }

    /** For what counts in 32 bits and may be negative. */
    static Reply packed(long number) {
        return Reply.of(number & 0xffff_ffffL);
    }
}

package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.binary.Signature;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The imports of {@code mortise/1}: name, type, the permission it needs, what it does. The one table of them. */
@SuppressWarnings("ImmutableEnumChecker") // a record of texts and a method reference
enum MortiseImport {
    INPUT("input", "i", "", CoreImports::input),
    INPUT_AT("input_at", "iii", "", CoreImports::inputAt),
    FUNCTION("function", "i", "", CoreImports::function),
    OUTPUT("output", "ii", "", CoreImports::output),
    ERROR("error", "iii", "", CoreImports::error),
    PENDING("pending", "", "i", CoreImports::pending),
    TAKE("take", "i", "", CoreImports::take),
    CALL_INFO("call_info", "", "l", CoreImports::callInfo),
    TIME_MS("time_ms", "", "l", CoreImports::timeMillis),
    MONOTONIC_NS("monotonic_ns", "", "l", CoreImports::monotonicNanos),
    RANDOM("random", "ii", "", CoreImports::random),

    EMIT("emit", "ii", "i", Right.NONE, HostImports::emit),
    CONFIG("config", "ii", "l", Right.NONE, HostImports::config),
    LOG("log", "iiiii", "", Right.NONE, HostImports::log),

    KV_GET("kv_get", "ii", "l", Right.KV, KvImports::get),
    KV_SET("kv_set", "iiiil", "l", Right.KV, KvImports::set),
    KV_DELETE("kv_delete", "ii", "l", Right.KV, KvImports::delete),
    KV_LIST("kv_list", "iiiii", "l", Right.KV, KvImports::list),
    KV_VERSION("kv_version", "ii", "l", Right.KV, KvImports::version),
    KV_COMPARE_AND_SET("kv_compare_and_set", "iiiill", "l", Right.KV, KvImports::compareAndSet),
    CACHE_GET("cache_get", "ii", "l", Right.CACHE, CacheImports::get),
    CACHE_SET("cache_set", "iiiil", "l", Right.CACHE, CacheImports::set),
    CACHE_DELETE("cache_delete", "ii", "l", Right.CACHE, CacheImports::delete),
    HTTP_REQUEST("http_request", "iiii", "l", Right.HTTP, HttpImports::request),
    HTTP_BODY("http_body", "", "l", Right.HTTP, HttpImports::body),
    EVENT_EMIT("event_emit", "ii", "l", Right.EVENTS, ServiceImports::emitEvent),
    SQL_QUERY("sql_query", "ii", "l", Right.SQL, ServiceImports::query),
    SQL_EXEC("sql_exec", "ii", "l", Right.SQL, ServiceImports::execute),
    MAIL_SEND("mail_send", "ii", "l", Right.MAIL, ServiceImports::mail),
    SECRET_GET("secret_get", "ii", "l", Right.SECRETS, ServiceImports::secret),
    JOB_ENQUEUE("job_enqueue", "ii", "l", Right.JOBS, ServiceImports::enqueue),
    PLUGIN_CALL("plugin_call", "iiii", "l", Right.PLUGINS, ServiceImports::callPlugin),
    APP_CALL("app_call", "iiii", "l", Right.APP, ServiceImports::callApp);

    /** The module they are imported from. */
    static final String MODULE = "mortise/1";

    private static final Map<String, MortiseImport> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(row -> row.text, Function.identity()));

    private final String text;
    private final Signature signature;
    private final Right right;
    private final boolean callsHost;
    private final Body body;

    /** Does the work for one instance. */
    @FunctionalInterface
    interface Body {
        long apply(Exchange exchange, long[] arguments);
    }

    /** Answered here, without leaving the guest. */
    MortiseImport(String text, String params, String results, Body body) {
        this(text, params, results, Right.NONE, false, body);
    }

    /** Answered by the host behind the gate. */
    MortiseImport(String text, String params, String results, Right right, Body body) {
        this(text, params, results, right, true, body);
    }

    MortiseImport(String text, String params, String results, Right right, boolean callsHost, Body body) {
        this.text = text;
        this.signature = new Signature(params, results);
        this.right = right;
        this.callsHost = callsHost;
        this.body = body;
    }

    static java.util.Optional<MortiseImport> of(String name) {
        return java.util.Optional.ofNullable(BY_NAME.get(name));
    }

    String text() {
        return text;
    }

    Signature signature() {
        return signature;
    }

    Right right() {
        return right;
    }

    /** Links it to one instance. */
    long call(Exchange exchange, long[] arguments) {
        return callsHost ? exchange.throughDoor(this, arguments) : body.apply(exchange, arguments);
    }

    /** The work itself; for those that call the host, inside the door. */
    long apply(Exchange exchange, long[] arguments) {
        return body.apply(exchange, arguments);
    }

    /** True for what {@code mortise_start} may not do: it has no outside effect. */
    boolean isService() {
        return right != Right.NONE;
    }

    /** True for what counts as a host call; chunks are bounded by the caller who takes them. */
    boolean isCounted() {
        return this != EMIT;
    }

    boolean answersByMailbox() {
        return callsHost && signature.results().equals("l");
    }
}

package io.mortise.wasm.internal.flowbot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.EventService;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.wasm.internal.abi.ForeignJson;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.abi.Ranges;
import io.mortise.wasm.internal.abi.Right;
import io.mortise.wasm.internal.binary.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The imports of {@code flowbot}. Its guests cannot tell why something failed: whatever the host refuses is 0. The log
 * and the audit know.
 */
@SuppressWarnings("ImmutableEnumChecker") // texts and a method reference
enum FlowbotImport {
    GET_CONFIG("get_config", "iii", "i", Right.NONE, FlowbotImport::config),
    LOG("log", "iii", "", Right.NONE, FlowbotImport::log),
    KV_GET("kv_get", "iii", "i", Right.KV, FlowbotImport::kvGet),
    KV_SET("kv_set", "iiii", "i", Right.KV, FlowbotImport::kvSet),
    KV_DELETE("kv_delete", "ii", "i", Right.KV, FlowbotImport::kvDelete),
    HTTP_REQUEST("http_request", "iiii", "i", Right.HTTP, FlowbotImport::http),
    EMIT_EVENT("emit_event", "ii", "i", Right.EVENTS, FlowbotImport::emit);

    static final String MODULE = "flowbot";
    static final List<KnownImport> TABLE = Arrays.stream(values())
            .map(row -> new KnownImport(MODULE, row.text, row.signature, row.right))
            .toList();

    private static final int MAX_LINE = 8 << 10;

    private final String text;
    private final Signature signature;
    private final Right right;
    private final Body body;

    /** Does the work inside the host. */
    @FunctionalInterface
    interface Body {
        long apply(OpenCall open, long[] arguments);
    }

    FlowbotImport(String text, String params, String results, Right right, Body body) {
        this.text = text;
        this.signature = new Signature(params, results);
        this.right = right;
        this.body = body;
    }

    static Optional<FlowbotImport> of(String name) {
        return Arrays.stream(values()).filter(row -> row.text.equals(name)).findFirst();
    }

    Signature signature() {
        return signature;
    }

    /** {@code isStarting}: an instance that starts has no outside effect. */
    long call(OpenCall open, boolean isStarting, long[] arguments) {
        if (isStarting && right != Right.NONE) {
            return 0;
        }
        try {
            return open.toHost(text, () -> body.apply(open, arguments));
        } catch (HostFailure e) {
            return 0;
        }
    }

    /** The text of a member of the configuration, written to a place whose size the guest keeps to itself. */
    private static long config(OpenCall open, long[] a) {
        String key = Ranges.text(open, "get_config", a, 0);
        String pointer = '/' + key.replace("~", "~0").replace("/", "~1");
        Optional<byte[]> json = open.host().config(open.context(), pointer);
        return json.map(ForeignJson::value)
                .map(value -> value instanceof Json.Text text ? text.value() : value.write())
                .map(value -> written(open, "get_config", (int) a[2], value.getBytes(UTF_8)))
                .orElse(0L);
    }

    private static long written(OpenCall open, String who, int at, byte[] content) {
        open.memory().write(who, at, content);
        return content.length;
    }

    /** 0 debug, 1 info, 2 warn, 3 error; anything else is info. */
    private static long log(OpenCall open, long[] a) {
        String line = open.memory().cutText("log", (int) a[1], (int) a[2], MAX_LINE);
        int level = a[0] >= 0 && a[0] <= 3 ? (int) a[0] + 1 : 2;
        open.host().log(open.context(), LogLine.of(LogLine.Level.of(level), line));
        return 0;
    }

    private static long kvGet(OpenCall open, long[] a) {
        return open.host()
                .kv()
                .get(open.context(), Ranges.text(open, "kv_get", a, 0))
                .map(KvService.Entry::value)
                .map(value -> written(open, "kv_get", (int) a[2], value))
                .orElse(0L);
    }

    private static long kvSet(OpenCall open, long[] a) {
        String key = Ranges.text(open, "kv_set", a, 0);
        byte[] value = Ranges.bytes(open, "kv_set", a, 2);
        open.host().kv().set(open.context(), key, value, Duration.ZERO, Long.MAX_VALUE);
        return 1;
    }

    private static long kvDelete(OpenCall open, long[] a) {
        open.host().kv().delete(open.context(), Ranges.text(open, "kv_delete", a, 0));
        return 1;
    }

    /** The answer, or {@code {"status": 0, "error": …}}; nothing when the guest's place is too small for it. */
    private static long http(OpenCall open, long[] a) {
        byte[] answer;
        try {
            answer = ForeignJson.answer(open.host()
                    .http()
                    .send(open.context(), ForeignJson.ask("http_request", Ranges.bytes(open, "http_request", a, 0))));
        } catch (HostFailure e) {
            answer = new Json.Obj(java.util.Map.of("status", new Json.Num("0"), "error", new Json.Text(e.text())))
                    .bytes();
        }
        return answer.length <= Integer.toUnsignedLong((int) a[3])
                ? written(open, "http_request", (int) a[2], answer)
                : 0;
    }

    private static long emit(OpenCall open, long[] a) {
        Json.Obj event = ForeignJson.object("emit_event", Ranges.bytes(open, "emit_event", a, 0));
        String data = event.get("payload")
                .or(() -> event.get("data"))
                .map(Json::write)
                .orElse("");
        open.host()
                .events()
                .emit(
                        open.context(),
                        new EventService.Ask(
                                ForeignJson.text(event, "event_type"),
                                ForeignJson.text(event, "entity_id"),
                                data,
                                ForeignJson.text(event, "idempotency_key")));
        return 1;
    }
}

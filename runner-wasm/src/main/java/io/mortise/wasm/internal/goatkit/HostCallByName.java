package io.mortise.wasm.internal.goatkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.EventService;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.ForeignJson;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.abi.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code gk.host_call} reaches: a name, the permission behind it, JSON in and out. */
@SuppressWarnings("ImmutableEnumChecker") // a method reference
enum HostCallByName {
    DB_QUERY(Right.SQL, (open, ask) -> open.host().sql().query(open.context(), statement(ask))),
    DB_EXEC(Right.SQL, HostCallByName::execute),
    CACHE_GET(Right.CACHE, HostCallByName::cached),
    CACHE_SET(Right.CACHE, HostCallByName::cache),
    CACHE_DELETE(Right.CACHE, (open, ask) -> {
        open.host().cache().delete(open.context(), ForeignJson.text(ask, "key"));
        return json();
    }),
    HTTP_REQUEST(Right.HTTP, HostCallByName::http),
    SEND_EMAIL(Right.MAIL, HostCallByName::mail),
    LOG(Right.NONE, HostCallByName::log),
    CONFIG_GET(Right.NONE, HostCallByName::config),
    TIME_NOW(Right.NONE, (open, ask) -> json("time", new Json.Text(Instant.now().toString()))),
    ORG_ID(
            Right.NONE,
            (open, ask) -> json("org_id", new Json.Text(open.context().tenant()))),
    PLUGIN_CALL(Right.PLUGINS, (open, ask) -> open.host()
            .plugins()
            .call(
                    open.context(),
                    ForeignJson.text(ask, "plugin"),
                    ForeignJson.text(ask, "function"),
                    ask.get("args").map(Json::bytes).orElseGet(() -> new byte[0]),
                    Optional.empty())),
    PUBLISH_EVENT(Right.EVENTS, HostCallByName::publish),
    SECURE_CONFIG_GET(Right.SECRETS, HostCallByName::secret);

    private final Right right;
    private final Body body;

    /** Does the work inside the host. */
    @FunctionalInterface
    interface Body {
        byte[] apply(OpenCall open, Json.Obj ask);
    }

    HostCallByName(Right right, Body body) {
        this.right = right;
        this.body = body;
    }

    static Optional<HostCallByName> of(String name) {
        return Arrays.stream(values()).filter(each -> each.text().equals(name)).findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Right right() {
        return right;
    }

    byte[] answer(OpenCall open, Json.Obj ask) {
        return body.apply(open, ask);
    }

    private static byte[] statement(Json.Obj ask) {
        Json.Arr none = new Json.Arr(List.of());
        return json(
                "sql",
                new Json.Text(ForeignJson.text(ask, "query")),
                "params",
                ask.get("args").orElse(none));
    }

    private static byte[] execute(OpenCall open, Json.Obj ask) {
        byte[] answer = open.host().sql().execute(open.context(), statement(ask));
        Json rows = ForeignJson.object("an answer of the database", answer)
                .get("rows")
                .orElse(new Json.Num("0"));
        return json("affected", rows);
    }

    private static byte[] cached(OpenCall open, Json.Obj ask) {
        Optional<byte[]> value = open.host().cache().get(open.context(), ForeignJson.text(ask, "key"));
        return json(
                "value",
                value.map(ForeignJson::value).orElse(Json.Word.NULL),
                "found",
                new Json.Word(Boolean.toString(value.isPresent())));
    }

    private static byte[] cache(OpenCall open, Json.Obj ask) {
        byte[] value = ask.get("value").map(Json::bytes).orElseGet(() -> "null".getBytes(UTF_8));
        String seconds = ForeignJson.text(ask, "ttl");
        long ttl = seconds.matches("[0-9]{1,9}") ? Long.parseLong(seconds) : 0;
        open.host().cache().set(open.context(), ForeignJson.text(ask, "key"), value, Duration.ofSeconds(ttl));
        return json();
    }

    private static byte[] http(OpenCall open, Json.Obj ask) {
        byte[] body = ForeignJson.text(ask, "body").getBytes(UTF_8);
        HttpAnswer answer = open.host().http().send(open.context(), ForeignJson.ask(ask, body));
        return json(
                "status",
                new Json.Num(Integer.toString(answer.status())),
                "body",
                new Json.Text(new String(answer.body(), UTF_8)));
    }

    private static byte[] mail(OpenCall open, Json.Obj ask) {
        String text = ForeignJson.text(ask, "body");
        boolean isHtml = ask.get("html").filter(Json.Word.TRUE::equals).isPresent();
        open.host()
                .mail()
                .send(
                        open.context(),
                        json(
                                "to",
                                new Json.Arr(List.of(new Json.Text(ForeignJson.text(ask, "to")))),
                                "subject",
                                new Json.Text(ForeignJson.text(ask, "subject")),
                                isHtml ? "html" : "text",
                                new Json.Text(text)));
        return json("ok", Json.Word.TRUE);
    }

    private static byte[] log(OpenCall open, Json.Obj ask) {
        LogLine.Level level =
                switch (ForeignJson.text(ask, "level")) {
                    case "debug" -> LogLine.Level.DEBUG;
                    case "warn", "warning" -> LogLine.Level.WARN;
                    case "error" -> LogLine.Level.ERROR;
                    default -> LogLine.Level.INFO;
                };
        String fields = ask.get("fields").map(Json::write).orElse("");
        open.host()
                .log(open.context(), new LogLine(level, ForeignJson.text(ask, "message"), fields, LogLine.Stream.LOG));
        return json();
    }

    private static byte[] config(OpenCall open, Json.Obj ask) {
        String pointer = '/' + ForeignJson.text(ask, "key").replace("~", "~0").replace("/", "~1");
        return json(
                "value",
                open.host()
                        .config(open.context(), pointer)
                        .map(ForeignJson::value)
                        .orElse(Json.Word.NULL));
    }

    private static byte[] publish(OpenCall open, Json.Obj ask) {
        String data = ask.get("data").map(Json::write).orElse("");
        open.host()
                .events()
                .emit(
                        open.context(),
                        new EventService.Ask(
                                ForeignJson.text(ask, "event_type"), ForeignJson.text(ask, "channel"), data, ""));
        return json();
    }

    private static byte[] secret(OpenCall open, Json.Obj ask) {
        String key = ForeignJson.text(ask, "key");
        String value = open.host()
                .secrets()
                .get(open.context(), key)
                .orElseThrow(() -> new HostFailure(StatusCode.NOT_FOUND, "no secret \"" + key + '"'));
        return json("value", new Json.Text(value));
    }

    private static byte[] json(Object... pairs) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            members.put((String) pairs[i], (Json) pairs[i + 1]);
        }
        return new Json.Obj(members).bytes();
    }
}

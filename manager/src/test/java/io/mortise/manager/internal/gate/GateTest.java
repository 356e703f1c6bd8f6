package io.mortise.manager.internal.gate;

import static io.mortise.manager.internal.gate.GateFixture.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.api.CallChain;
import io.mortise.api.Caller;
import io.mortise.api.Canceller;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HostFunction;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permission.Named.Kind;
import io.mortise.manager.internal.audit.HostCallCounters.Count;
import io.mortise.manager.internal.audit.HostOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GateTest {
    private static final Permission KV = new Permission.Kv(1_000);

    @TempDir
    Path home;

    private GateFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    private GateFixture granting(Permission... permissions) {
        fixture = GateFixture.granting(home, permissions);
        return fixture;
    }

    private static void assertFails(StatusCode code, String text, ThrowingCallable operation) {
        assertThatThrownBy(operation).isInstanceOfSatisfying(HostFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.text()).isEqualTo(text);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void kv_isReachedUnderTheGrantsQuota_whateverTheCallerPasses() {
        Gate gate = granting(KV).gate();
        HostCall call = GateFixture.enter(gate);

        assertThat(gate.kv().set(call, "a", bytes("1"), Duration.ZERO, Long.MAX_VALUE))
                .isEqualTo(1);
        assertThat(gate.kv().get(call, "a").orElseThrow().value()).asString().isEqualTo("1");
        assertFails(
                StatusCode.RESOURCE_EXHAUSTED,
                "the entry would make 1103 bytes, granted are 1000; delete entries or grant a larger kv",
                () -> gate.kv().set(call, "b", new byte[900], Duration.ZERO, Long.MAX_VALUE));

        assertThat(fixture.journal.counters().counts()).containsEntry("kv", new Count(3, 0));
        assertThat(fixture.journal.audit().allowed())
                .extracting(line -> line.operation() + ' ' + line.target() + ' ' + line.by() + ' ' + line.call())
                .containsExactlyInAnyOrder("kv.set a kv=1000 1f", "kv.get a kv=1000 1f", "kv.set b kv=1000 1f");
    }

    @Test
    void kv_hasItsCaps_beforeAnyBackEnd() {
        Gate gate = granting(KV).with(KvService.class, new Unreachable()).gate();
        HostCall call = GateFixture.enter(gate);
        byte[] large = new byte[(1 << 20) + 1];

        assertFails(StatusCode.INVALID_ARGUMENT, "the key is empty; 1 to 512 bytes", () -> gate.kv()
                .get(call, ""));
        assertFails(StatusCode.RESOURCE_EXHAUSTED, "the key has 514 bytes, allowed are 512", () -> gate.kv()
                .delete(call, "ä".repeat(257)));
        assertFails(StatusCode.RESOURCE_EXHAUSTED, "the value has 1048577 bytes, allowed are 1048576", () -> gate.kv()
                .set(call, "a", large, Duration.ZERO, 0));
        assertFails(StatusCode.INVALID_ARGUMENT, "ttl is -1 ms; 0 = for ever", () -> gate.kv()
                .compareAndSet(call, "a", bytes("1"), 0, Duration.ofMillis(-1), 0));
        assertFails(StatusCode.INVALID_ARGUMENT, "limit is 0, at least 1", () -> gate.kv()
                .list(call, "", "", 0));
    }

    /** A back end that nothing may reach. */
    private static final class Unreachable implements KvService {
        @Override
        public Optional<Entry> get(HostCall call, String key) {
            throw new AssertionError("reached");
        }

        @Override
        public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
            throw new AssertionError("reached");
        }

        @Override
        public void delete(HostCall call, String key) {
            throw new AssertionError("reached");
        }

        @Override
        public List<String> list(HostCall call, String prefix, String after, int limit) {
            throw new AssertionError("reached");
        }

        @Override
        public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
            throw new AssertionError("reached");
        }
    }

    @Test
    void list_isAPageOf64KiB_andGoesOnBehindIt() {
        Gate gate = granting(Permission.Kv.STANDARD).gate();
        HostCall call = GateFixture.enter(gate);
        for (int i = 0; i < 300; i++) {
            gate.kv().set(call, "%03d".formatted(i) + "x".repeat(497), new byte[0], Duration.ZERO, 0);
        }

        List<String> all = new ArrayList<>();
        List<String> page = gate.kv().list(call, "", "", 1_000);
        assertThat(page).hasSize((64 << 10) / 504);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = gate.kv().list(call, "", page.get(page.size() - 1), 1_000);
        }
        assertThat(all).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void hostCall_isRefused_afterItsDeadline_orItsCancellation_orTheGate() {
        Gate gate = granting(KV).gate();
        Canceller canceller = new Canceller();
        HostCall cancelled = GateFixture.enter(gate, canceller);
        canceller.cancel();
        HostCall late = gate.enter(GateFixture.call(Duration.ZERO));
        HostCall open = GateFixture.enter(gate);
        gate.close();

        assertFails(
                StatusCode.CANCELLED, "the call was cancelled", () -> gate.kv().get(cancelled, "a"));
        assertFails(
                StatusCode.CANCELLED, "the call was cancelled", () -> gate.kv().get(open, "a"));
        Gate next = fixture.gate();
        assertFails(StatusCode.INTERNAL, "this host call was not made by the gate of weather@1.4.0#3", () -> next.kv()
                .get(open, "a"));
        HostCall lateAgain = next.enter(GateFixture.call(Duration.ZERO));
        assertThat(late.deadline().hasPassed()).isTrue();
        assertFails(StatusCode.DEADLINE_EXCEEDED, "the call's deadline of 0 ms has passed", () -> next.kv()
                .get(lateAgain, "a"));
        assertThat(fixture.journal.counters().counts().get("kv")).isEqualTo(new Count(0, 0));
    }

    @Test
    void answer_isNotHandedOver_whenTheDeadlinePassedInside() {
        HostFunction slow = HostFunction.ofBytes("a.b", "", (call, payload) -> {
            await().pollInSameThread().until(() -> call.deadline().hasPassed());
            return payload;
        });
        Gate gate = granting(named(Kind.APP, "a.b")).functions(slow).gate();
        HostCall call = gate.enter(GateFixture.call(Duration.ofMillis(20)));

        assertFails(StatusCode.DEADLINE_EXCEEDED, "the call's deadline of 20 ms has passed", () -> gate.app()
                .call(call, "a.b", bytes("x")));
        assertThat(fixture.journal.counters().counts().get("app")).isEqualTo(new Count(1, 0));
    }

    @Test
    void oneCall_makes100000HostCalls_andNotOneMore_whichHurtsNoOther() {
        Gate gate = granting(KV).gate();
        HostCall call = GateFixture.enter(gate);
        for (int i = 0; i < 100_000; i++) {
            gate.kv().get(call, "a");
        }

        assertFails(
                StatusCode.RESOURCE_EXHAUSTED, "one call may make 100000 host calls, this was one more", () -> gate.kv()
                        .get(call, "a"));
        assertThat(gate.kv().get(GateFixture.enter(gate), "a")).isEmpty();
    }

    @Test
    void absentService_namesTheArtifactToAdd() {
        Gate gate = granting(
                        named(Kind.MAIL, "*@example.org"),
                        new Permission.Sql(true),
                        Permission.Http.to("*"),
                        named(Kind.SECRETS, "KEY"),
                        named(Kind.APP, "chat.send"))
                .gate();
        HostCall call = GateFixture.enter(gate);

        assertFails(
                StatusCode.UNIMPLEMENTED,
                "host service mail is not there; this version brings none; set one on the manager's builder",
                () -> gate.mail().send(call, bytes("{\"to\":[\"ada@example.org\"]}")));
        assertFails(
                StatusCode.UNIMPLEMENTED,
                "host service sql is not there; this version brings none; set one on the manager's builder",
                () -> gate.sql().execute(call, bytes("{}")));
        assertFails(
                StatusCode.UNIMPLEMENTED,
                "host service http is not there; add io.mortise:mortise-host-http",
                () -> gate.http().send(call, HttpAsk.get("https://x.example/")));
        assertFails(
                StatusCode.UNIMPLEMENTED,
                "host service secrets is not there; set one on the manager's builder",
                () -> gate.secrets().get(call, "KEY"));
        assertFails(
                StatusCode.UNIMPLEMENTED,
                "the application has no function of this name; it registers them on the builder",
                () -> gate.app().call(call, "chat.send", bytes("")));
    }

    record Say(String room, String text) {}

    record Said(int number) {}

    @Test
    void appFunction_getsItsCaller_andSpeaksJson() {
        AtomicReference<HostCall> seen = new AtomicReference<>();
        HostFunction send = HostFunction.of("chat.send", "send messages", Say.class, Said.class, (call, say) -> {
            seen.set(call);
            return new Said(say.text().length());
        });
        Gate gate = granting(named(Kind.APP, "chat.send")).functions(send).gate();
        HostCall call = GateFixture.through(gate, "geo");

        byte[] said = gate.app().call(call, "chat.send", bytes("{\"room\":\"r\",\"text\":\"hello\"}"));

        assertThat(said).asString().isEqualTo("{\"number\":5}");
        assertThat(seen.get().plugin()).isEqualTo(GateFixture.SUBJECT);
        assertThat(seen.get().caller()).isEqualTo(Caller.application("bot").withTenant("acme"));
        assertThat(seen.get().chain())
                .isEqualTo(CallChain.EMPTY.through(PluginId.of("geo")).through(GateFixture.WEATHER));
        assertThatThrownBy(() -> gate.app().call(call, "chat.send", bytes("{\"room\":1")))
                .isInstanceOfSatisfying(HostFailure.class, failure -> assertThat(failure.code())
                        .isEqualTo(StatusCode.INVALID_ARGUMENT));
    }

    @Test
    void functionsOwnFailure_passes_andAnythingElseReachesTheGuestWithoutAWord() {
        HostFunction refuses = HostFunction.ofBytes("a.refuses", "", (call, payload) -> {
            throw new HostFailure(StatusCode.NOT_FOUND, "no such room " + "x".repeat(10_000));
        });
        HostFunction breaks = HostFunction.ofBytes("a.breaks", "", (call, payload) -> {
            throw new java.io.IOException("password=hunter2");
        });
        HostFunction overflows = HostFunction.ofBytes("a.overflows", "", (call, payload) -> {
            throw new StackOverflowError();
        });
        Gate gate = granting(named(Kind.APP, "a.refuses"), named(Kind.APP, "a.breaks"), named(Kind.APP, "a.overflows"))
                .functions(refuses, breaks, overflows)
                .gate();
        HostCall call = GateFixture.enter(gate);

        assertFails(StatusCode.NOT_FOUND, "no such room " + "x".repeat(4_096 - 13), () -> gate.app()
                .call(call, "a.refuses", bytes("")));
        for (String name : List.of("a.breaks", "a.overflows")) {
            assertThatThrownBy(() -> gate.app().call(call, name, bytes("")))
                    .isInstanceOfSatisfying(HostFailure.class, failure -> {
                        assertThat(failure.code()).isEqualTo(StatusCode.INTERNAL);
                        assertThat(failure.text()).isEmpty();
                        assertThat(failure.detail()).isInstanceOf(Detail.Bug.class);
                    });
        }
    }

    @Test
    void nestedCall_carriesWhoCalls_andTheNearerDeadline() {
        AtomicReference<PluginCaller.Request> seen = new AtomicReference<>();
        Gate gate = granting(named(Kind.PLUGINS, "geo"))
                .plugins(request -> {
                    seen.set(request);
                    return bytes("found");
                })
                .gate();
        HostCall call = GateFixture.enter(gate);

        byte[] found = gate.plugins().call(call, "geo", "find", bytes("Paris"), Optional.of(Duration.ofSeconds(2)));

        assertThat(found).asString().isEqualTo("found");
        PluginCaller.Request request = seen.get();
        assertThat(request.callee()).isEqualTo(PluginId.of("geo"));
        assertThat(request.caller()).isEqualTo(Caller.plugin(GateFixture.WEATHER, Optional.of("acme")));
        assertThat(request.chain()).isEqualTo(CallChain.EMPTY.through(GateFixture.WEATHER));
        assertThat(request.deadline().limit()).isEqualTo(Duration.ofSeconds(2));

        gate.plugins().call(call, "geo", "find", bytes(""), Optional.of(Duration.ofHours(1)));
        assertThat(seen.get().deadline()).isEqualTo(call.deadline());
        assertThatThrownBy(() -> gate.plugins().call(call, "maps", "find", bytes(""), Optional.empty()))
                .hasMessage("plugins.call \"maps\" is not granted (granted: plugins=geo); mortise grant weather"
                        + " plugins=maps");
    }

    @Test
    void nestedFailure_isTheCallersViewOfIt() {
        Subject geo = new Subject(PluginId.of("geo"), "2.1.0", 4);
        AtomicReference<PluginException> next = new AtomicReference<>();
        Gate gate = granting(named(Kind.PLUGINS, "geo"))
                .plugins(request -> {
                    throw next.get();
                })
                .gate();
        HostCall call = GateFixture.enter(gate);
        ThrowingCallable nested = () -> gate.plugins().call(call, "geo", "find", bytes(""), Optional.empty());

        next.set(CallErrors.rejected(geo, "find", StatusCode.NOT_FOUND, "no such city"));
        assertFails(StatusCode.NOT_FOUND, "no such city", nested);

        Detail.Crash crash =
                new Detail.Crash("SIGKILL", OptionalInt.empty(), Duration.ofSeconds(1), List.of("token=hunter2"));
        next.set(CallErrors.crashed(geo, "find", crash));
        assertFails(StatusCode.UNAVAILABLE, "geo@2.1.0#4: the call did not succeed [GUEST_CRASHED]", nested);

        next.set(CallErrors.cancelled(geo, "find"));
        assertFails(StatusCode.CANCELLED, "geo@2.1.0#4: \"find\" was cancelled by its caller [CANCELLED]", nested);

        next.set(PluginException.of(Failure.UNKNOWN_PLUGIN, "geo", "there is no such plugin"));
        assertFails(StatusCode.NOT_FOUND, "geo: there is no such plugin [UNKNOWN_PLUGIN]", nested);
    }

    @Test
    void event_isEmittedByItsPattern_neverAsTheManagersOwn() {
        Gate gate = granting(named(Kind.EVENTS_PUBLISH, "*")).gate();
        HostCall call = GateFixture.enter(gate);
        List<EventService.Event> received = new ArrayList<>();
        fixture.events.subscribe("*", received::add);

        String id = gate.events().emit(call, new EventService.Ask("weather.storm", "", "{}", ""));

        await().until(() -> received.size() == 1);
        assertThat(received.get(0).id()).isEqualTo(id);
        assertThat(received.get(0).source()).isEqualTo("/plugins/weather");
        assertFails(StatusCode.INVALID_ARGUMENT, "events under mortise. are the manager's own", () -> gate.events()
                .emit(call, new EventService.Ask("mortise.started", "", "", "")));
        assertFails(
                StatusCode.INVALID_ARGUMENT,
                "an event's type is words of letters, digits, _ and -, joined by dots",
                () -> gate.events().emit(call, new EventService.Ask("a b", "", "", "")));
        assertFails(
                StatusCode.RESOURCE_EXHAUSTED,
                "the event's data has 262146 bytes, allowed are 262144",
                () -> gate.events().emit(call, new EventService.Ask("a", "", '"' + "x".repeat(1 << 18) + '"', "")));
        assertThatThrownBy(() -> gate.events().emit(call, new EventService.Ask("a", "", "{} {}", "")))
                .hasMessageStartingWith("an event's data is JSON: ");
    }

    @Test
    void mail_isSent_onlyWhenEveryRecipientIsGranted() {
        List<byte[]> sent = new ArrayList<>();
        MailService mail = (call, json) -> sent.add(json);
        Gate gate = granting(named(Kind.MAIL, "*@example.org"))
                .with(MailService.class, mail)
                .gate();
        HostCall call = GateFixture.enter(gate);

        gate.mail().send(call, bytes("{\"to\":[\"ada@example.org\"],\"cc\":[\"bob@example.org\"]}"));
        assertThatThrownBy(() ->
                        gate.mail().send(call, bytes("{\"to\":[\"ada@example.org\"],\"bcc\":[\"eve@evil.test\"]}")))
                .hasMessage("mail.send \"eve@evil.test\" is not granted (granted: mail=*@example.org); mortise grant"
                        + " weather mail=eve@evil.test");
        assertFails(StatusCode.INVALID_ARGUMENT, "to is a list of addresses", () -> gate.mail()
                .send(call, bytes("{\"to\":\"eve@evil.test\"}")));
        assertFails(StatusCode.INVALID_ARGUMENT, "the mail has no recipient in to", () -> gate.mail()
                .send(call, bytes("{}")));
        assertThat(sent).hasSize(1);
    }

    @Test
    void sql_thatMayRead_mayNotWrite() {
        SqlService sql = new SqlService() {
            @Override
            public byte[] query(HostCall call, byte[] json) {
                return bytes("[]");
            }

            @Override
            public byte[] execute(HostCall call, byte[] json) {
                throw new AssertionError("reached");
            }
        };
        Gate gate =
                granting(new Permission.Sql(false)).with(SqlService.class, sql).gate();
        HostCall call = GateFixture.enter(gate);

        assertThat(gate.sql().query(call, bytes("{}"))).asString().isEqualTo("[]");
        assertThatThrownBy(() -> gate.sql().execute(call, bytes("{}")))
                .hasMessage("sql.execute is not granted (granted: sql=read); mortise grant weather sql=readwrite");
    }

    @Test
    void secretThatWasRead_isTakenOutOfLogErrorsAndAudit() {
        SecretService secrets = (call, name) -> Optional.of("hunter2!");
        HostFunction echo = HostFunction.ofBytes("a.echo", "", (call, payload) -> {
            throw new HostFailure(StatusCode.NOT_FOUND, "no " + new String(payload, UTF_8));
        });
        Gate gate = granting(named(Kind.SECRETS, "KEY"), named(Kind.APP, "a.echo"), Permission.Kv.STANDARD)
                .with(SecretService.class, secrets)
                .functions(echo)
                .gate();
        HostCall call = GateFixture.enter(gate);

        assertThat(gate.secrets().get(call, "KEY")).contains("hunter2!");
        gate.log(call, new LogLine(LogLine.Level.INFO, "key hunter2!", "{\"k\":\"hunter2!\"}", LogLine.Stream.STDERR));
        gate.kv().get(call, "by/hunter2!");

        assertThat(fixture.journal.log().since(0).lines().get(0).line())
                .isEqualTo(
                        new LogLine(LogLine.Level.INFO, "key [secret]", "{\"k\":\"[secret]\"}", LogLine.Stream.STDERR));
        assertFails(StatusCode.NOT_FOUND, "no [secret]", () -> gate.app().call(call, "a.echo", bytes("hunter2!")));
        assertThat(fixture.journal.audit().allowed())
                .anySatisfy(line -> assertThat(line.target()).isEqualTo("by/[secret]"));
    }

    @Test
    void logLine_isCut_andTakenEvenAfterTheDeadline() {
        Gate gate = granting().gate();
        HostCall late = gate.enter(GateFixture.call(Duration.ZERO));

        gate.log(late, new LogLine(LogLine.Level.WARN, "ä".repeat(9_000), "x".repeat(5_000), LogLine.Stream.LOG));

        LogLine line = fixture.journal.log().since(0).lines().get(0).line();
        assertThat(line.message()).hasSize(4_096);
        assertThat(line.fields()).hasSize(4_096);
    }

    @Test
    void config_isFoundByPointer() {
        Gate gate = granting().gate();
        HostCall call = GateFixture.enter(gate);

        assertThat(gate.config(call, ""))
                .hasValueSatisfying(json -> assertThat(json).asString().startsWith("{\"units\""));
        assertThat(gate.config(call, "/a~1b/1/x"))
                .hasValueSatisfying(json -> assertThat(json).asString().isEqualTo("\"y\""));
        assertThat(gate.config(call, "/a~1b/1/~0")).isEmpty();
        assertThat(gate.config(call, "/a~1b/2")).isEmpty();
        assertThat(gate.config(call, "/none/of/it")).isEmpty();
        assertFails(
                StatusCode.INVALID_ARGUMENT,
                "a JSON pointer is empty or begins with /",
                () -> gate.config(call, "units"));
    }

    @Test
    void http_opensOneSession_withTheLiveGrant_andClosesItWithTheGate() {
        RecordingHttp http = new RecordingHttp();
        SecretService secrets = (call, name) -> Optional.of("value of " + name);
        Permission.Http api = new Permission.Http("api.x.example", Set.of(), Set.of(), Optional.of("KEY"), Set.of());
        Gate gate = granting(api, Permission.Http.to("b.example"))
                .with(HttpService.class, http)
                .with(SecretService.class, secrets)
                .gate();
        HostCall call = GateFixture.enter(gate);
        assertThat(http.opened).isEmpty();

        gate.http().send(call, HttpAsk.get("https://api.x.example/a?key=1"));
        gate.http().send(call, HttpAsk.get("https://api.x.example/b"));

        assertThat(http.opened).hasSize(1);
        HttpService.Rules rules = http.opened.get(0);
        assertThat(rules.granted().get()).containsExactlyInAnyOrder(api, Permission.Http.to("b.example"));
        assertThat(rules.secrets().apply("KEY")).contains("value of KEY");
        assertThat(rules.secrets().apply("OTHER")).isEmpty();
        assertThat(fixture.journal.audit().allowed())
                .extracting(io.mortise.manager.internal.audit.HostCallLine::target)
                .contains("GET https://api.x.example/a");

        fixture.deny("http=api.x.example");
        assertThat(rules.granted().get()).containsExactly(Permission.Http.to("b.example"));
        assertThat(rules.secrets().apply("KEY")).isEmpty();

        gate.close();
        assertThat(http.closed).isEqualTo(1);
    }

    @Test
    void denialOfTheGuard_isCountedAsOne() {
        RecordingHttp http = new RecordingHttp();
        http.answer = new HostFailure(
                StatusCode.PERMISSION_DENIED,
                "private address",
                new Detail.Denial("http", "10.0.0.5", "", "mortise grant weather http=10.0.0.5"));
        Gate gate =
                granting(Permission.Http.to("*")).with(HttpService.class, http).gate();

        assertThatThrownBy(() -> gate.http().send(GateFixture.enter(gate), HttpAsk.get("http://10.0.0.5/")))
                .hasMessage("private address");

        assertThat(fixture.journal.counters().count(HostOperation.HTTP_SEND)).isEqualTo(new Count(0, 1));
        assertThat(fixture.journal.audit().denied()).singleElement().satisfies(line -> assertThat(line.by())
                .isEqualTo("mortise grant weather http=10.0.0.5"));
    }

    /** Remembers what it was opened with. */
    private static final class RecordingHttp implements HttpService {
        private final List<Rules> opened = new ArrayList<>();
        private int closed;
        private HostFailure answer;

        @Override
        public Session open(Rules rules) {
            opened.add(rules);
            return new Session() {
                @Override
                public HttpAnswer send(HostCall call, HttpAsk ask) {
                    if (answer != null) {
                        throw answer;
                    }
                    return new HttpAnswer(200, Map.of(), bytes("ok"));
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void widening_actsWithoutARestart() {
        Gate gate = granting().gate();
        HostCall call = GateFixture.enter(gate);
        assertThatThrownBy(() -> gate.kv().get(call, "a")).isInstanceOf(HostFailure.class);

        fixture.book.grant(GateFixture.WEATHER, GateFixture.ORIGIN, fixture.ask, List.of("kv"), "test");

        assertThat(gate.kv().get(call, "a")).isEmpty();
    }
}

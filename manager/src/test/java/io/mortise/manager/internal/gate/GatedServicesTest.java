package io.mortise.manager.internal.gate;

import static io.mortise.manager.internal.gate.GateFixture.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.api.error.Detail;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HostFunction;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permission.Named.Kind;
import io.mortise.manager.internal.audit.HostCallCounters.Count;
import io.mortise.manager.internal.audit.HostOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events, mail, databases, secrets and http behind the gate. */
@Timeout(30)
class GatedServicesTest extends GateScene {
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
}

package io.mortise.manager.internal.gate;

import static io.mortise.manager.internal.gate.GateFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Canceller;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HostFunction;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permission.Named.Kind;
import io.mortise.manager.internal.audit.HostCallCounters.Count;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every host call passes at the gate: deadline, count, grant, audit; and what needs no permission. */
@Timeout(30)
class GateTest extends GateScene {
    private static final Permission KV = new Permission.Kv(1_000);

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
    void widening_actsWithoutARestart() {
        Gate gate = granting().gate();
        HostCall call = GateFixture.enter(gate);
        assertThatThrownBy(() -> gate.kv().get(call, "a")).isInstanceOf(HostFailure.class);

        fixture.book.grant(GateFixture.WEATHER, GateFixture.ORIGIN, fixture.ask, List.of("kv"), "test");

        assertThat(gate.kv().get(call, "a")).isEmpty();
    }
}

package io.mortise.manager.internal.gate;

import static io.mortise.manager.internal.gate.GateFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.CallChain;
import io.mortise.api.Caller;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HostFunction;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission.Named.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of the application and of other plugins behind the gate: who calls, by when, and whose words come back. */
@Timeout(30)
class GatedCallsTest extends GateScene {
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
}

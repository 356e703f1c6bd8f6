package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mortise.api.CallResult;
import io.mortise.api.Canceller;
import io.mortise.api.Kind;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.CallRequest;
import io.mortise.manager.Collected;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a caller may rely on in one call, whichever runtime the plugin has: answers, shapes, and every failure. */
public abstract class RuntimeCallContract extends SharedHomeContract {
    /** A typed interface over functions. */
    public interface Guest {
        byte[] echo(byte[] input);

        String random(int bytes);
    }

    /** A value to send and take back. */
    public record Point(int x, int y) {}

    @Override
    final void open(ContractHome fresh) {
        fresh.plugin()
                .functions(
                        """
                        time: { input: { type: object, properties: { n: { type: integer } }, required: [n] } }
                        log: { output: { type: object } }
                        host_calls: { timeout: 1ms }
                        """)
                .with("contributes:\n  ping: [ { id: good, function: echo }, { id: bad, function: trap } ]\n")
                .write();
        fresh.open(fresh.asDeclared().kind(Kind.of("ping", Kind.Choice.ALL)));
    }

    @Test
    void call_answersText_andBytes() {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }

        assertThat(home.ask("echo", "ü€😀")).isEqualTo("ü€😀");
        assertThat(home.plugins().call("contract", "echo", everyByte.clone())).isEqualTo(everyByte);
        assertThat(home.plugins().plugin("contract").call("echo", "by handle")).isEqualTo("by handle");
    }

    @Test
    void function_isTyped() {
        var echo = home.plugins().function("contract", "echo", Point.class, Point.class);

        assertThat(echo.apply(new Point(1, 2))).isEqualTo(new Point(1, 2));
    }

    @Test
    void function_saysSo_whenTheAnswerIsNotOfItsType() {
        var echo = home.plugins().function("contract", "echo", String.class, Point.class);

        PluginException failure = catchThrowableOfType(PluginException.class, () -> echo.apply("text"));

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(failure.detail()).isInstanceOfSatisfying(Detail.Trap.class, trap -> assertThat(trap.kind())
                .isEqualTo("output"));
    }

    @Test
    void proxy_callsTheFunctionsOfItsMethods() {
        Guest guest = home.plugins().proxy("contract", Guest.class);

        assertThat(guest.echo(new byte[] {1, 2})).containsExactly(1, 2);
        assertThat(guest).hasToString("Guest of plugin contract");
    }

    @Test
    void callAsync_answers_andFailsAsACallDoes() {
        assertThat(home.plugins().callAsync(home.request("echo", "later")).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(20))
                .extracting(CallResult::text)
                .isEqualTo("later");
        CompletionException failed = catchThrowableOfType(CompletionException.class, () -> home.plugins()
                .callAsync(home.request("fail", "5 gone"))
                .toCompletableFuture()
                .join());
        assertThat(failed).hasRootCauseMessage("contract@1.0.0#1: \"fail\" answered not found: \"gone\" [REJECTED]");
    }

    @Test
    void collect_asksEveryContributor_andKeepsTheFailureOfOne() {
        List<Collected> all = home.plugins().collect("ping", "\"hello\"");

        assertThat(all).hasSize(2);
        assertThat(all.get(0)).isInstanceOfSatisfying(Collected.Answered.class, answered -> assertThat(
                        answered.result().text())
                .isEqualTo("\"hello\""));
        assertThat(all.get(1)).isInstanceOfSatisfying(Collected.Failed.class, failed -> assertThat(
                        failed.failure().failure())
                .isEqualTo(Failure.GUEST_TRAPPED));
    }

    @Test
    void stream_givesEachChunk_untilTheCallerHasEnough() {
        List<String> all = new CopyOnWriteArrayList<>();
        List<String> two = new CopyOnWriteArrayList<>();

        home.plugins().stream(home.request("stream", "3"), chunk -> all.add(new String(chunk, UTF_8)));
        home.plugins().stream(home.request("stream", "100000"), chunk -> {
            two.add(new String(chunk, UTF_8));
            return two.size() < 2;
        });

        assertThat(all).containsExactly("chunk 0", "chunk 1", "chunk 2");
        assertThat(two).containsExactly("chunk 0", "chunk 1");
    }

    @Test
    void publisher_givesChunksAsDemanded() {
        List<String> events = new CopyOnWriteArrayList<>();

        home.plugins().stream(home.request("stream", "3")).subscribe(new OneByOne(events));

        await().untilAsserted(() -> assertThat(events).containsExactly("chunk 0", "chunk 1", "chunk 2", "end"));
    }

    @Test
    void names_thatAreNotThere_areAnsweredWithTheNearest() {
        assertThat(home.failure("ecko", ""))
                .hasMessageStartingWith("contract@1.0.0#1: \"ecko\" is not one of its functions; there are echo")
                .hasMessageEndingWith("[UNKNOWN_FUNCTION]");
        assertThat(home.failure(CallRequest.of("contrakt", "echo", "")).failure())
                .isEqualTo(Failure.UNKNOWN_PLUGIN);
        assertThat(home.failure(CallRequest.of("contrakt", "echo", "")).getMessage())
                .contains("contract")
                .endsWith("[UNKNOWN_PLUGIN]");
    }

    @Test
    void input_thatBreaksItsSchema_isBadAndNotDelivered() {
        PluginException failure = home.failure("time", "{\"n\": \"one\"}");

        assertThat(failure.failure()).isEqualTo(Failure.BAD_INPUT);
        assertThat(failure.detail())
                .isInstanceOfSatisfying(Detail.Violations.class, violations -> assertThat(violations.all())
                        .singleElement()
                        .satisfies(one -> assertThat(one.place()).isEqualTo("/n")));
        assertThat(home.ask("time", "{\"n\": 1}")).matches("[0-9]+");
    }

    @Test
    void output_thatBreaksItsSchema_isTheGuestsFault() {
        PluginException failure = home.failure("log", "1 hello");

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(failure.detail()).isInstanceOfSatisfying(Detail.Trap.class, trap -> assertThat(trap.kind())
                .isEqualTo("output"));
    }

    @Test
    void rejection_keepsTheGuestsCodeAndWords_whateverTheCode() {
        for (StatusCode code : Arrays.asList(StatusCode.values())) {
            if (code.number() != 0) {
                PluginException failure = home.failure("fail", code.number() + " as you like");
                assertThat(failure.detail()).isEqualTo(new Detail.Rejection(code, "as you like"));
                assertThat(failure.failure()).isEqualTo(Failure.REJECTED);
            }
        }
    }

    @Test
    void trap_endsItsCallAlone_withFrames() {
        PluginException failure = home.failure("trap", "");

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(failure.detail()).isInstanceOfSatisfying(Detail.Trap.class, trap -> assertThat(trap.frames())
                .isNotEmpty());
        assertThat(home.ask("echo", "still here")).isEqualTo("still here");
    }

    @Test
    void deadline_endsASpinningCall_closeToIt() {
        home.ask("echo", "warm");
        long begin = System.nanoTime();

        PluginException failure = home.failure(home.request("spin", "").withTimeout(Duration.ofMillis(300)));

        assertThat(failure)
                .hasMessage("contract@1.0.0#1: \"spin\" ran into its deadline of 300 ms; raise limits.timeout or the"
                        + " caller's deadline [DEADLINE_PASSED]");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(4));
        assertThat(home.ask("echo", "still here")).isEqualTo("still here");
    }

    @Test
    void timeout_ofAFunction_isItsDeadline() {
        assertThat(home.failure("host_calls", "100000").getMessage()).contains("deadline of 1 ms");
    }

    @Test
    void cancellation_isNeverTakenForADeadline() {
        Canceller before = new Canceller();
        before.cancel();
        Canceller inside = new Canceller();
        home.app(payload -> {
            inside.cancel();
            return payload;
        });

        assertThat(home.failure(home.request("spin", "").withCancellation(before)))
                .hasMessage("contract@1.0.0#1: \"spin\" was cancelled by its caller [CANCELLED]");
        assertThat(home.failure(home.request("app_call", "app.echo\nx").withCancellation(inside))
                        .failure())
                .isEqualTo(Failure.CANCELLED);
        home.app(payload -> payload);
        assertThat(home.ask("echo", "still here")).isEqualTo("still here");
    }

    @Test
    void payload_overItsLimit_isRefusedBothWays() {
        assertThat(home.ask("echo", "x".repeat(1 << 20))).hasSize(1 << 20);
        assertThat(home.failure("echo", "x".repeat((1 << 20) + 1)))
                .hasMessage("contract@1.0.0#1: \"echo\" has an input of 1048577 bytes, allowed are 1048576; raise"
                        + " limits.payload [LIMIT_REACHED]");
        assertThat(home.failure("output_size", String.valueOf((1 << 20) + 1)))
                .hasMessage("contract@1.0.0#1: \"output_size\" has an output of 1048577 bytes, allowed are 1048576;"
                        + " raise limits.payload [LIMIT_REACHED]");
    }

    @Test
    void failures_areCounted() {
        long before = home.status().calls().failures().getOrDefault(Failure.REJECTED, 0L);

        home.failure("fail", "9 not now");

        assertThat(home.status().calls().failures()).containsEntry(Failure.REJECTED, before + 1);
    }
}

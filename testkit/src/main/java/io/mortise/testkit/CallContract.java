package io.mortise.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Call;
import io.mortise.api.Canceller;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a call answers: results, the guest's own refusals, traps, deadlines, cancellation, limits, streams. */
@Timeout(60)
public abstract class CallContract extends RunnerContract {
    @Test
    void call_answersTheInput_whenTheGuestEchoes() {
        start();

        assertThat(ask("echo", "hello")).isEqualTo("hello");
        assertThat(ask("echo", "")).isEmpty();
        assertThat(ask("echo", "ü€😀".repeat(1000))).isEqualTo("ü€😀".repeat(1000));
    }

    @Test
    void call_takesAndGivesAWholePayload_whenItIsAsLargeAsAllowed() {
        start();
        String megabyte = "x".repeat(1 << 20);

        assertThat(ask("echo", megabyte)).isEqualTo(megabyte);
    }

    @Test
    void call_isRejectedInTheGuestsWords_whenTheGuestRefuses() {
        start();

        PluginException failure = failure("fail", "9 not on a Sunday");

        assertRejected(failure, StatusCode.FAILED_PRECONDITION, "not on a Sunday");
        assertThat(failure)
                .hasMessage("contract@1.0.0#1: \"fail\" answered failed precondition: \"not on a Sunday\" [REJECTED]");
        assertThat(failure.code()).isEqualTo(StatusCode.FAILED_PRECONDITION);
    }

    @Test
    void call_isRejectedAsUnknown_whenTheGuestsCodeIsNone() {
        start();

        assertRejected(failure("fail", "99 odd"), StatusCode.UNKNOWN, "odd");
        assertRejected(failure("fail", "0 odd"), StatusCode.UNKNOWN, "odd");
    }

    @Test
    void call_cutsTheGuestsMessage_whenItIsLongerThan4KiB() {
        start();

        PluginException failure = failure("fail", "3 " + "m".repeat(20_000));

        assertRejected(failure, StatusCode.INVALID_ARGUMENT, "m".repeat(4096));
    }

    @Test
    void call_isUnknown_whenNoFunctionHasTheName() {
        start();

        PluginException failure = failure("forecast", "");

        assertThat(failure.failure()).isEqualTo(Failure.UNKNOWN_FUNCTION);
        assertThat(failure.text()).startsWith("\"forecast\" is not one of its functions");
        assertServing();
    }

    @Test
    void call_trapsAlone_whenTheGuestBreaks() {
        start();

        PluginException failure = failure("trap", "");

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertThat(failure.detail()).isInstanceOfSatisfying(Detail.Trap.class, trap -> assertThat(trap.frames())
                .isNotEmpty());
        assertServing();
    }

    @Test
    void call_trapsAlone_whenTheGuestRecursesForEver() {
        start();

        PluginException failure = failure("recurse_forever", "");

        assertThat(failure.failure()).isEqualTo(Failure.GUEST_TRAPPED);
        assertServing();
    }

    @Test
    void call_endsCloseToItsDeadline_whenTheGuestSpins() {
        start();
        assertServing();

        long begin = System.nanoTime();
        PluginException failure = failure(within(call("spin", ""), Duration.ofMillis(300)));

        assertThat(failure.failure()).isEqualTo(Failure.DEADLINE_PASSED);
        assertThat(failure)
                .hasMessage("contract@1.0.0#1: \"spin\" ran into its deadline of 300 ms; raise limits.timeout or the"
                        + " caller's deadline [DEADLINE_PASSED]");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
        assertServing();
    }

    @Test
    void call_passesItsDeadlineAtOnce_whenItHasPassedBefore() {
        start();

        assertThat(failure(within(call("echo", ""), Duration.ofNanos(-1))).failure())
                .isEqualTo(Failure.DEADLINE_PASSED);
        assertServing();
    }

    @Test
    void call_isCancelled_whenTheCallerCancels() {
        start();
        assertServing();
        int before = host.entered.size();
        Canceller canceller = cancelWhen(() -> await().until(() -> host.entered.size() > before));

        PluginException failure = failure(call("spin", "").withCancellation(canceller));

        assertThat(failure.failure()).isEqualTo(Failure.CANCELLED);
        assertThat(failure).hasMessage("contract@1.0.0#1: \"spin\" was cancelled by its caller [CANCELLED]");
        assertServing();
    }

    @Test
    void call_isCancelledAndTheFlagStays_whenItsThreadIsInterrupted() throws Exception {
        start();
        assertServing();
        int before = host.entered.size();
        AtomicBoolean flag = new AtomicBoolean();
        CompletableFuture<PluginException> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            PluginException failure = failure(call("spin", ""));
            flag.set(Thread.currentThread().isInterrupted());
            outcome.complete(failure);
        });
        caller.start();
        await().until(() -> host.entered.size() > before);

        caller.interrupt();

        assertThat(outcome.get().failure()).isEqualTo(Failure.CANCELLED);
        assertThat(flag).isTrue();
        caller.join();
        assertServing();
    }

    @Test
    void call_reachesTheLimit_whenTheOutputIsTooLarge() {
        start(io.mortise.api.PluginConfig.of(bundle.subject(), limits().withPayloadBytes(1000), config().sandbox()));

        assertThat(ask("output_size", "1000")).hasSize(1000);
        PluginException failure = failure("output_size", "1001");

        assertThat(failure.failure()).isEqualTo(Failure.LIMIT_REACHED);
        assertThat(failure)
                .hasMessage("contract@1.0.0#1: \"output_size\" has an output of 1001 bytes, allowed are 1000; raise"
                        + " limits.payload [LIMIT_REACHED]");
        assertServing();
    }

    @Test
    void call_waitsThenReachesTheLimit_whenAllPlacesAreTaken() throws Exception {
        start(io.mortise.api.PluginConfig.of(
                bundle.subject(),
                limits().withConcurrency(1).withWaitTimeout(Duration.ofMillis(200)),
                config().sandbox()));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        host.app((call, payload) -> {
            inside.countDown();
            awaitLatch(go);
            return payload;
        });
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> ask("app_call", "app.echo\nheld"));
        inside.await();

        PluginException failure = failure("echo", "second");
        go.countDown();

        assertThat(failure.failure()).isEqualTo(Failure.LIMIT_REACHED);
        assertThat(failure)
                .hasMessage("contract@1.0.0#1: \"echo\" waited 200 ms for one of 1 places; raise limits.concurrency or"
                        + " limits.wait_timeout [LIMIT_REACHED]");
        assertThat(first.get()).isEqualTo("held");
        assertServing();
    }

    @Test
    void stream_sendsEachChunk_whenTheCallerTakesThem() {
        start();
        List<String> chunks = new CopyOnWriteArrayList<>();

        runner.call(call("stream", "3").withChunks(chunk -> chunks.add(new String(chunk, UTF_8))));

        assertThat(chunks).containsExactly("chunk 0", "chunk 1", "chunk 2");
    }

    @Test
    void stream_ends_whenTheCallerHasGone() {
        start();
        List<String> chunks = new CopyOnWriteArrayList<>();

        runner.call(call("stream", "1000000").withChunks(chunk -> {
            chunks.add(new String(chunk, UTF_8));
            return chunks.size() < 2;
        }));

        assertThat(chunks).containsExactly("chunk 0", "chunk 1");
        assertServing();
    }

    @Test
    void stream_isTheResult_whenTheCallIsAPlainOne() {
        start();

        assertThat(ask("stream", "3")).isEqualTo("chunk 0chunk 1chunk 2");
    }

    @Test
    void callInfo_saysWhatTheCallIs() {
        start();
        Call call = call("call_info", "").withCaller(tenant("acme"));

        String info = runner.call(call).text();

        assertThat(info)
                .contains("\"function\":\"call_info\"", "\"tenant\":\"acme\"", "\"call_id\":\"" + call.id() + '"')
                .containsPattern("\"deadline_ms\":1?[0-9]{4}");
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.Canceller;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlotTest {
    private final EventHub hub = EventHub.open(Clock.systemUTC());
    private final Slot slot = Fakes.slot(hub);
    private final CallRequest request = CallRequest.of("echo", "echo", "{}");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void lease_entersTheLiveGeneration() {
        Generation live = serve(1);

        assertThat(slot.lease(request)).isSameAs(live);
        assertThat(live.inside()).isOne();
    }

    @Test
    void lease_waits_whileThePluginStarts() throws Exception {
        CompletableFuture<Generation> waiting = CompletableFuture.supplyAsync(() -> slot.lease(request));
        Generation live = serve(1);

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isSameAs(live);
    }

    @Test
    void lease_failsAtTheDeadline_sayingThatItWaitedForTheStart() {
        assertThatThrownBy(() -> slot.lease(request.withTimeout(Duration.ofMillis(20))))
                .isInstanceOf(PluginException.class)
                .hasMessage("echo: \"echo\" waited its whole deadline of 20 ms for the start: the plugin is DISCOVERED;"
                        + " raise the caller's deadline [DEADLINE_PASSED]");
    }

    @Test
    void lease_isCancelled_whileItWaits() {
        Canceller canceller = new Canceller();
        CompletableFuture<Generation> waiting =
                CompletableFuture.supplyAsync(() -> slot.lease(request.withCancellation(canceller)));

        canceller.cancel();

        assertThatThrownBy(waiting::join).hasRootCauseMessage("echo: \"echo\" was cancelled by its caller [CANCELLED]");
    }

    @Test
    void lease_hearsTheStartsFailure_whenItWaitedForIt() {
        CompletableFuture<Generation> waiting = CompletableFuture.supplyAsync(() -> slot.lease(request));
        PluginException failure = PluginException.of(Failure.GUEST_TRAPPED, "echo@1.0.0#1", "trapped in start");
        await(() -> ((CompletableFuture<?>) slot.now().ended()).getNumberOfDependents() > 0);

        slot.become(slot.position(PluginState.BACKOFF, failure.text()), Optional.empty(), Optional.of(failure));

        assertThatThrownBy(waiting::join)
                .hasCauseInstanceOf(PluginException.class)
                .cause()
                .hasMessage("echo@1.0.0#1: \"echo\" waited for a start that did not succeed: trapped in start; see"
                        + " `mortise why echo` [START_FAILED]");
    }

    @ParameterizedTest
    @EnumSource(
            value = PluginState.class,
            names = {"INVALID", "UNRESOLVED", "AWAITING_GRANT", "BACKOFF", "FAILED", "DISABLED", "STOPPED"})
    void lease_failsAtOnce_inEveryRestingState(PluginState resting) {
        slot.become(resting, "for a reason", Optional.empty());

        assertThatThrownBy(() -> slot.lease(request)).isInstanceOfSatisfying(PluginException.class, e -> {
            assertThat(e.failure()).isEqualTo(Failure.NOT_SERVING);
            assertThat(e.text()).startsWith("is " + resting + " since ").contains(": for a reason; ");
        });
    }

    @Test
    void lease_asksForTheStart_whenThePluginIsIdle() {
        slot.onAwaken(() -> serve(7));
        slot.become(PluginState.IDLE, "lazy", Optional.empty());

        assertThat(slot.lease(request).subject().generation()).isEqualTo(7);
    }

    @Test
    void become_refusesAStepTheStateMachineHasNot() {
        slot.become(PluginState.QUARANTINED, "evidence", Optional.empty());

        assertThatThrownBy(() -> slot.become(PluginState.RUNNING, "", Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("echo may not turn from QUARANTINED to RUNNING");
    }

    @Test
    void lease_losesNoCall_whileGenerationsAreSwapped() throws Exception {
        serve(1);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            new Thread(() -> {
                        while (!stop.get()) {
                            try {
                                slot.lease(request).leave();
                                calls.incrementAndGet();
                            } catch (RuntimeException e) {
                                failures.incrementAndGet();
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }

        for (int i = 2; i < 5_002; i++) {
            Generation old = slot.become(PluginState.RUNNING, "swap", Optional.of(Fakes.generation(i)))
                    .orElseThrow();
            old.beginDrain();
            assertThat(old.awaitIdle(Duration.ofSeconds(10))).isTrue();
        }
        stop.set(true);
        done.await();

        assertThat(failures).hasValue(0);
        assertThat(calls.get()).isPositive();
    }

    private Generation serve(long number) {
        Generation generation = Fakes.generation(number);
        synchronized (this) {
            if (slot.now().position().state() != PluginState.RUNNING) {
                slot.become(PluginState.RESOLVED, "", Optional.empty());
            }
            slot.become(PluginState.RUNNING, "", Optional.of(generation));
        }
        return generation;
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(condition::getAsBoolean);
    }
}

package io.mortise.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Load, start, health, stop. */
@Timeout(60)
public abstract class LifecycleContract extends RunnerContract {
    @Test
    void load_describesWithoutRunningTheGuest() {
        var descriptor = runner.load(bundle);

        assertThat(descriptor.dialect()).startsWith("mortise");
        assertThat(host.entered).isEmpty();
    }

    @Test
    void start_failsInTheGuestsWords_whenTheGuestRefuses() {
        host.config("", "{\"fail_start\":true}");
        runner.load(bundle);

        PluginException failure = catchThrowableOfType(
                PluginException.class,
                () -> runner.start(config().withJson("{\"fail_start\":true}".getBytes(UTF_8)), host));

        assertThat(failure.failure()).isEqualTo(Failure.START_FAILED);
        assertThat(failure.getMessage()).contains("asked to fail");
        assertThat(failure.detail())
                .isInstanceOfSatisfying(Detail.StartFailure.class, detail -> assertThat(detail.problem())
                        .isEqualTo(StartProblem.REFUSED));
    }

    @Test
    void activation_failsTheStart_whenTheGuestRefuses() {
        host.config("/fail_activate", "true");
        host.config("", "{\"fail_activate\":true}");
        runner.load(bundle);

        PluginException failure = catchThrowableOfType(
                PluginException.class,
                () -> runner.start(config().withJson("{\"fail_activate\":true}".getBytes(UTF_8)), host));

        assertThat(failure.failure()).isEqualTo(Failure.START_FAILED);
        assertThat(failure.getMessage()).contains("asked to fail activation");
    }

    @Test
    void health_isTheGuestsOwn() {
        start();

        assertThat(withoutUptime(runner.health(soon()))).isEqualTo(new HealthStatus(true, "fine", Duration.ZERO));
    }

    @Test
    void health_isNotReady_whenTheGuestSaysSo() {
        host.config("/unhealthy", "true");
        host.config("", "{\"unhealthy\":true}");
        start(config().withJson("{\"unhealthy\":true}".getBytes(UTF_8)));

        assertThat(withoutUptime(runner.health(soon())))
                .isEqualTo(new HealthStatus(false, "asked to be unhealthy", Duration.ZERO));
    }

    @Test
    void health_answers_whenEveryPlaceIsTaken() throws Exception {
        start(io.mortise.api.PluginConfig.of(bundle.subject(), limits().withConcurrency(1), config().sandbox()));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        host.app((call, payload) -> {
            inside.countDown();
            CallContract.awaitLatch(go);
            return payload;
        });
        CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> ask("app_call", "app.echo\nx"));
        inside.await();

        HealthStatus status = runner.health(soon());
        go.countDown();

        assertThat(status.ready()).isTrue();
        assertThat(held.get()).isEqualTo("x");
    }

    @Test
    void stop_isIdempotent() {
        start();

        runner.stop(Duration.ofSeconds(1));
        runner.stop(Duration.ofSeconds(1));
        runner.close();
    }

    @Test
    void stop_isFine_whenNothingWasStarted() {
        runner.stop(Duration.ZERO);
    }

    @Test
    void stop_endsARunningCall() throws Exception {
        start();
        assertServing();
        int before = host.entered.size();
        CompletableFuture<PluginException> outcome = CompletableFuture.supplyAsync(() -> failure("spin", ""));
        org.awaitility.Awaitility.await().until(() -> host.entered.size() > before);

        runner.stop(Duration.ofMillis(100));

        assertThat(outcome.get().failure()).isIn(Failure.CANCELLED, Failure.GUEST_CRASHED, Failure.NOT_SERVING);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(5));
    }
}

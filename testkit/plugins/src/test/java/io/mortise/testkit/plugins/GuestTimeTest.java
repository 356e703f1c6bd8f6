package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The metrics tell apart what a call does: compute, wait for a host call, wait for its turn. */
@Timeout(120)
class GuestTimeTest {
    private static final Duration A_WHILE = Duration.ofMillis(600);

    @TempDir
    Path directory;

    private ContractHome home;

    private void open(RuntimeKind runtime) {
        home = ContractHome.in(directory, runtime).app(payload -> {
            long end = System.nanoTime() + A_WHILE.toNanos();
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime()); // a service that takes its time
            }
            return payload;
        });
        home.settings("limits: { contract: { concurrency: 1, wait_timeout: 30s } }\n");
        home.plugin().write();
        home.open();
        home.ask("echo", "the first call of a process takes longer");
    }

    @AfterEach
    void close() {
        home.close();
    }

    private double seconds(String metric) {
        String line = home.plugins()
                .telemetry()
                .openMetrics()
                .lines()
                .filter(each -> each.startsWith(metric + "_total{plugin=\"contract\"}"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(line.indexOf('}') + 1).strip());
    }

    @ParameterizedTest
    @EnumSource
    void spinning_isTimeInTheGuest(RuntimeKind runtime) {
        open(runtime);
        double before = seconds("mortise_guest_seconds");

        assertThat(home.failure(home.request("spin", "").withTimeout(A_WHILE)).failure())
                .isEqualTo(Failure.DEADLINE_PASSED);

        assertThat(seconds("mortise_guest_seconds") - before).isGreaterThanOrEqualTo(0.55);
        assertThat(seconds("mortise_host_call_seconds")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void waitingInAHostCall_orForAPlace_isNot(RuntimeKind runtime) throws Exception {
        open(runtime);
        double before = seconds("mortise_guest_seconds");

        List<CompletableFuture<String>> both = Stream.of("a", "b")
                .map(each -> CompletableFuture.supplyAsync(() -> home.ask("app_call", "app.echo\n" + each)))
                .toList();
        for (CompletableFuture<String> each : both) {
            each.get(30, TimeUnit.SECONDS);
        }

        assertThat(seconds("mortise_host_call_seconds")).isBetween(1.2, 2.0);
        assertThat(seconds("mortise_guest_seconds") - before)
                .as("the second waited 600 ms for its place, both 600 ms for the application")
                .isLessThan(0.4);
    }

    @ParameterizedTest
    @EnumSource
    void callsThatHoldNoThread_areCountedAlike(RuntimeKind runtime) throws Exception {
        open(runtime);
        double before = seconds("mortise_guest_seconds");

        home.plugins()
                .callAsync(home.request("app_call", "app.echo\na"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(seconds("mortise_host_call_seconds")).isBetween(0.6, 1.2);
        assertThat(seconds("mortise_guest_seconds") - before).isLessThan(0.3);
    }
}

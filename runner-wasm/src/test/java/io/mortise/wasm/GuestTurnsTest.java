package io.mortise.wasm;

import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.testkit.ContractGuest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for an instance gets it in the order of coming, and not for ever. */
@Timeout(60)
class GuestTurnsTest {
    private static final int WAITING = 6;

    @TempDir
    Path directory;

    private Guests guests;
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void open() {
        guests = new Guests(new WasmRunnerFactory(), directory);
        guests.limits = guests.limits.withConcurrency(1);
        guests.host.app((context, payload) -> {
            String who = new String(payload, java.nio.charset.StandardCharsets.UTF_8);
            served.add(who);
            if (who.equals("hold")) {
                inside.countDown();
                held();
            }
            return payload;
        });
    }

    private void held() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        release.countDown();
        guests.close();
    }

    private Thread holding(Runner runner) throws InterruptedException {
        Thread holder = new Thread(() -> runner.call(call("app_call", "app.echo\nhold")));
        holder.start();
        inside.await();
        return holder;
    }

    @Test
    void callers_areServedInTheOrderTheyCame() throws Exception {
        Runner runner = guests.started(ContractGuest.module(), "echo", "app_call");
        Thread holder = holding(runner);
        List<Thread> callers = new ArrayList<>();

        for (int i = 0; i < WAITING; i++) {
            String name = "caller " + i;
            Thread caller = new Thread(() -> {
                runner.call(call("app_call", "app.echo\n" + name));
            });
            caller.start();
            await().pollInterval(Duration.ofMillis(2)).until(() -> caller.getState() == Thread.State.TIMED_WAITING);
            callers.add(caller);
        }
        // All wait for the one instance: the order is settled before it comes back.
        release.countDown();
        holder.join();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(served)
                .containsExactly("hold", "caller 0", "caller 1", "caller 2", "caller 3", "caller 4", "caller 5");
    }

    @Test
    void caller_isRefused_whenItsWaitIsOver() throws Exception {
        guests.limits = guests.limits.withWaitTimeout(Duration.ofMillis(50));
        Runner runner = guests.started(ContractGuest.module(), "echo", "app_call");
        Thread holder = holding(runner);

        assertThat(failure(runner, "echo", "x").failure()).isEqualTo(Failure.LIMIT_REACHED);
        release.countDown();
        holder.join();

        assertThat(Guests.ask(runner, "echo", "x")).isEqualTo("x");
    }
}

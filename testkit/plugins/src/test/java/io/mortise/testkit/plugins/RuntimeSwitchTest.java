package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import io.mortise.manager.PluginState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin moves from its sandbox to a process and back, under callers, by one line of the operator's. */
@Tag("slow")
@Tag("sdk")
@Timeout(900)
class RuntimeSwitchTest {
    private static final int CALLERS = 4;

    private final LongAdder calls = new LongAdder();
    private final Queue<Throwable> lost = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void runtime_isSwitchedBySettingsUnderLoad_andNoCallIsLost(@TempDir Path directory) throws Exception {
        ForeignTwin.GO_BOTH.assumeToolIsThere();
        try (ContractHome home = ContractHome.in(directory, ForeignTwin.GO_BOTH)) {
            home.settings(settings(RuntimeKind.WASM));
            home.plugin().write();
            home.open();
            assertThat(isOn(home, RuntimeKind.WASM)).isTrue();
            List<Thread> callers = IntStream.range(0, CALLERS)
                    .mapToObj(number -> caller(home, number))
                    .toList();

            switchTo(home, RuntimeKind.GRPC);
            switchTo(home, RuntimeKind.WASM);
            switchTo(home, RuntimeKind.GRPC);

            over.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(lost).isEmpty();
            assertThat(calls.sum()).isGreaterThan(100);
            assertThat(home.ask("kv_get", "k")).isEqualTo("kept");
        }
    }

    /** Each runtime serves a while before the next switch, and finds what the other one wrote. */
    private void switchTo(ContractHome home, RuntimeKind runtime) {
        home.ask("kv_set", "k 0 kept");
        home.settings(settings(runtime));
        await().atMost(Duration.ofMinutes(5)).until(() -> isOn(home, runtime));
        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
        long before = calls.sum();
        await().until(() -> calls.sum() > before + 50);
        assertThat(home.ask("kv_get", "k")).isEqualTo("kept");
    }

    private static String settings(RuntimeKind runtime) {
        return "runtime: { contract: " + runtime.text() + " }\nlimits: { contract: { start_timeout: 5m } }\n";
    }

    private static boolean isOn(ContractHome home, RuntimeKind runtime) {
        return home.status().live().filter(live -> live.runtime() == runtime).isPresent();
    }

    private Thread caller(ContractHome home, int number) {
        Thread thread = new Thread(
                () -> {
                    for (long i = 0; !over.get(); i++) {
                        call(home, number + ":" + i);
                        LockSupport.parkNanos(2_000_000);
                    }
                },
                "caller-" + number);
        thread.start();
        return thread;
    }

    private void call(ContractHome home, String input) {
        try {
            String answer = home.ask("echo", input);
            if (!answer.equals(input)) {
                lost.add(new AssertionError(answer + " for " + input));
            }
            calls.increment();
        } catch (RuntimeException e) {
            lost.add(e);
        }
    }
}

package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that calls another that calls it back never waits for itself, even when every instance of both is in such a chain. */
@Timeout(120)
class ChainTest {
    private static final int INSTANCES = 4;
    private static final int ROUNDS = 25;
    private static final String THERE_AND_BACK =
            """
            {"plugin":"other","function":"plugin_call"}
            {"plugin":"contract","function":"echo"}
            """;

    @TempDir
    Path directory;

    private ContractHome home;

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void callers_allComeBack_whenAsManyAsThereAreInstancesGoThereAndBack() throws Exception {
        String few = "wasm: { pool: { max_instances: " + INSTANCES + " } }\n";
        home = ContractHome.in(directory, RuntimeKind.WASM);
        home.plugin().with(few).write();
        home.plugin("other").with(few).write();
        home.open();
        ExecutorService callers = Executors.newFixedThreadPool(INSTANCES);
        CyclicBarrier together = new CyclicBarrier(INSTANCES);
        List<Future<Integer>> done = new ArrayList<>();

        for (int i = 0; i < INSTANCES; i++) {
            String mark = "caller " + i;
            done.add(callers.submit(() -> {
                int answered = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    together.await();
                    answered += home.ask("plugin_call", THERE_AND_BACK + mark).equals(mark) ? 1 : 0;
                }
                return answered;
            }));
        }

        for (Future<Integer> each : done) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
        }
        callers.shutdown();
    }
}

package io.mortise.manager.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.KvService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Namespaces come and go under their writers; no acknowledged write may be lost with one. */
class MemoryKvHammerTest {
    private static final long MUCH = 1L << 30;

    private final MemoryKv kv = new MemoryKv();

    private static HostCall tenant(int number) {
        return new HostCall(
                new Subject(PluginId.of("notes"), "1.0.0", 1),
                "notes-0123456789ab",
                new CallId(1),
                Caller.APPLICATION.withTenant("t" + number),
                CallChain.EMPTY,
                Deadline.after(Duration.ofSeconds(30)),
                Cancellation.NONE,
                Optional.empty());
    }

    @Test
    @Timeout(60)
    void write_isThere_whileNamespacesAreRetired() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String key = "k" + thread;
                long seed = thread;
                tasks.add(() -> writeReadDelete(key, new Random(seed)));
            }
            for (Future<Void> task : executor.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            executor.shutdownNow();
        }

        for (int i = 0; i < 4; i++) {
            assertThat(kv.list(tenant(i), "", "", 10)).isEmpty();
        }
    }

    private Void writeReadDelete(String key, Random random) {
        for (int i = 0; i < 5_000; i++) {
            HostCall call = tenant(random.nextInt(4));
            byte[] value = new byte[1 + random.nextInt(16)];
            assertThat(kv.set(call, key, value, Duration.ZERO, MUCH)).isEqualTo(1);
            assertThat(kv.get(call, key).map(KvService.Entry::version)).contains(1L);
            kv.delete(call, key);
            assertThat(kv.get(call, key)).isEmpty();
        }
        return null;
    }
}

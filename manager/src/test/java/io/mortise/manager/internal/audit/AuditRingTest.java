package io.mortise.manager.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AuditRingTest {
    private final Redactor redactor = new Redactor();
    private final AuditRing ring = new AuditRing(redactor);

    private void allowed(HostOperation operation, String target) {
        ring.allowed(operation, target, "kv", 3, 0x1f, 1_000, System.nanoTime(), 10);
    }

    private boolean denied(String target) {
        return ring.denied(
                HostOperation.SECRETS_GET, target, "mortise grant w secrets=" + target, 3, 1, System.nanoTime());
    }

    @Test
    void equalLines_becomeOne_alsoWhenTwoTakeTurns() {
        for (int i = 0; i < 1_000; i++) {
            allowed(HostOperation.KV_GET, "a");
            allowed(HostOperation.KV_SET, "a");
        }

        List<HostCallLine> lines = ring.allowed();

        assertThat(lines).hasSize(2);
        HostCallLine get = lines.stream()
                .filter(line -> line.operation().equals("kv.get"))
                .findFirst()
                .orElseThrow();
        assertThat(get)
                .isEqualTo(new HostCallLine(
                        get.time(), 3, "1f", "kv.get", "a", true, "kv", 1_000, Duration.ofMillis(1), 10_000));
    }

    @Test
    void ring_isBounded_andKeepsTheLast() {
        for (int i = 0; i < 10_000; i++) {
            allowed(HostOperation.KV_GET, "k" + i);
        }

        List<String> targets = ring.allowed().stream().map(HostCallLine::target).toList();
        assertThat(targets).hasSize(64).endsWith("k9998", "k9999");
    }

    @Test
    void target_isCut_andRedacted_alsoOnTheEdge() {
        redactor.learn(List.of("topsecret"));
        allowed(HostOperation.KV_GET, "x".repeat(252) + "topsecret" + "y".repeat(10_000));

        assertThat(ring.allowed().get(0).target()).isEqualTo("x".repeat(252) + "[sec");
    }

    @Test
    void firstDenialOfATarget_staysVisible_behindAMillionOthers() {
        assertThat(denied("FIRST")).isTrue();
        for (int i = 0; i < 1_000_000; i++) {
            denied("FLOOD");
        }
        for (int i = 0; i < 10_000; i++) {
            denied("N" + i);
        }

        List<HostCallLine> lines = ring.denied();

        assertThat(denied("FIRST")).isFalse();
        assertThat(lines).hasSizeLessThanOrEqualTo(256 + 64);
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.target()).isEqualTo("FIRST");
            assertThat(line.by()).isEqualTo("mortise grant w secrets=FIRST");
            assertThat(line.times()).isEqualTo(1);
        });
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.target()).isEqualTo("FLOOD");
            assertThat(line.times()).isEqualTo(1_000_000);
        });
        assertThat(lines).anySatisfy(line -> assertThat(line.target()).isEqualTo("N9999"));
    }

    @Test
    void threads_loseNoLine() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int call = 0; call < 10_000; call++) {
                    allowed(HostOperation.KV_GET, "a");
                }
            }));
        }
        threads.forEach(Thread::start);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ring.allowed().stream().mapToLong(HostCallLine::times).sum()).isEqualTo(80_000);
    }
}

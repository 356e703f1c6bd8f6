package io.mortise.manager.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.host.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogRingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T16:10:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private LogRing ring(int perSecond, int keep) {
        return LogRing.of(PluginId.of("weather"), perSecond, keep, InstantSource.fixed(NOW), nanos::get);
    }

    private static void add(LogRing ring, String message) {
        ring.add(3, "1f", LogLine.of(LogLine.Level.INFO, message));
    }

    private static List<String> messages(LogRing.Page page) {
        return page.lines().stream().map(entry -> entry.line().message()).toList();
    }

    @Test
    void line_isKept_withWhereItCameFrom() {
        LogRing ring = ring(10, 10);

        add(ring, "hello");

        assertThat(ring.since(0))
                .isEqualTo(new LogRing.Page(
                        List.of(new LogRing.Entry(1, NOW, 3, "1f", LogLine.of(LogLine.Level.INFO, "hello"))), 0, 1));
    }

    @Test
    void reader_goesOnWhereItStopped_andIsToldWhatItMissed() {
        LogRing ring = ring(10, 2);
        add(ring, "a");
        assertThat(ring.since(0).next()).isEqualTo(1);
        add(ring, "b");
        add(ring, "c");
        add(ring, "d");

        LogRing.Page page = ring.since(1);

        assertThat(messages(page)).containsExactly("c", "d");
        assertThat(page.missed()).isEqualTo(1);
        assertThat(ring.since(page.next()).lines()).isEmpty();
    }

    @Test
    void ring_holdsOneMebibyte_whateverTheLinesAre() {
        LogRing ring = ring(1_000, 1_000);
        String large = "ä".repeat(4_096);

        for (int i = 0; i < 200; i++) {
            add(ring, large);
        }

        assertThat(ring.since(0).lines()).hasSize((1 << 20) / (8_192 + 64));
    }

    @Test
    void linesBeyondTheRate_areDropped_andTheirCountBecomesALine() {
        LogRing ring = ring(10, 100);
        for (int i = 0; i < 25; i++) {
            add(ring, "flood");
        }
        assertThat(ring.since(0).lines()).hasSize(10);
        assertThat(ring.dropped()).isEqualTo(15);

        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        add(ring, "after");

        assertThat(messages(ring.since(10)))
                .containsExactly("15 lines dropped: more than 10 a second; raise log.lines_per_second", "after");
    }

    @Test
    void reader_waitsForALine_untilItsDeadline() throws Exception {
        LogRing ring = ring(10, 10);
        assertThat(ring.await(0, Deadline.after(Duration.ofMillis(5))).lines()).isEmpty();

        CompletableFuture<LogRing.Page> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return ring.await(0, Deadline.after(Duration.ofSeconds(20)));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        List<String> woken = new ArrayList<>();
        ring.onLine(() -> woken.add("line"));
        add(ring, "now");

        assertThat(messages(waiting.get())).containsExactly("now");
        assertThat(woken).containsExactly("line");
    }
}

package io.mortise.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While modules that take the compiler very long are compiled, large and small, what do others wait for? */
@Tag("slow")
@Timeout(300)
class CompileBombTest {
    private static final int ROUNDS = 5;

    /** What no other plugin's reload may wait for compilers. */
    private static final Duration MOST = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private final AtomicInteger contents = new AtomicInteger();
    private final List<Guests> all = new ArrayList<>();

    @AfterEach
    void close() {
        all.forEach(Guests::stopAll);
        all.forEach(Guests::close);
    }

    /** The median of reloads: each of new content, which no cache knows. */
    private Duration reload(Guests guests, int dataBytes) {
        return IntStream.range(0, ROUNDS)
                .mapToObj(round -> {
                    byte[] module = BigModules.withData(dataBytes + contents.incrementAndGet());
                    long begin = System.nanoTime();
                    Runner runner = guests.started(module, "f");
                    assertThat(Guests.ask(runner, "f", "")).isEqualTo("ok");
                    runner.close();
                    return Duration.ofNanos(System.nanoTime() - begin);
                })
                .sorted()
                .toList()
                .get(ROUNDS / 2);
    }

    private Guests guests() {
        Guests guests = new Guests(new WasmRunnerFactory(), directory);
        all.add(guests);
        return guests;
    }

    /** Bytes of data beside a module of no code: compiled while its load waits, and too large for that. */
    @ParameterizedTest
    @ValueSource(ints = {10, 300_000})
    void reload_waitsLessThanASecond_besideBombs(int dataBytes) {
        Duration alone = reload(guests(), dataBytes);
        Guests guests = guests();
        List<Runner> bombs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bombs.add(guests.started(BigModules.smallBomb(contents.incrementAndGet()), "f"));
            bombs.add(guests.started(BigModules.bomb(contents.incrementAndGet()), "f"));
        }

        Duration beside = reload(guests, dataBytes);

        assertThat(bombs).as("some still wait or are compiled").anyMatch(CompileBombTest::compiles);
        assertThat(beside.minus(alone))
                .as("%s beside bombs, %s alone", beside, alone)
                .isLessThan(MOST);
        bombs.forEach(bomb -> assertThat(Guests.ask(bomb, "f", "")).isEqualTo("ok"));
    }

    private static boolean compiles(Runner bomb) {
        return bomb.engine().orElseThrow().equals("interpreted, compiling");
    }

    /** However much they ask for, the compiler stops, and they run interpreted or compiled. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bomb_isDoneWithAtLast_andServes(boolean isSmall) {
        Runner bomb = guests().started(isSmall ? BigModules.smallBomb(1) : BigModules.bomb(1), "f");

        await().atMost(Duration.ofMinutes(2)).until(() -> !compiles(bomb));

        assertThat(Guests.ask(bomb, "f", "")).isEqualTo("ok");
    }
}

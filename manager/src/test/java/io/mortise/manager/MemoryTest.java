package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One heap for all: what each may take of it, and what becomes of who takes it all. */
@Timeout(60)
class MemoryTest {
    private static final String ECHO = "functions: { echo: {} }";

    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .settings("reload: { quiet: 1ms }", "budget: { memory: 100MiB }")
                .guest("one", FakeGuest.echo());
    }

    @Test
    void ledger_givesUpToTheBound_andTakesBack() {
        AtomicLong max = new AtomicLong(100);
        MemoryLedger ledger = new MemoryLedger(max::get);

        assertThat(ledger.take(100)).isTrue();
        assertThat(ledger.wasShort()).isFalse();
        assertThat(ledger.take(1)).isFalse();
        assertThat(ledger.held()).isEqualTo(100);
        assertThat(ledger.wasShort()).isTrue();
        assertThat(ledger.wasShort()).isFalse();
        ledger.giveBack(40);
        assertThat(ledger.take(40)).isTrue();
        // A narrower setting holds for what is asked next and takes nothing away.
        max.set(50);
        assertThat(ledger.take(1)).isFalse();
        assertThat(ledger.held()).isEqualTo(100);
        assertThat(ledger.maxBytes()).isEqualTo(50);
    }

    @Test
    void plugin_isDisabled_untilAnOperatorEnablesIt_whenItUsedUpTheHeap() {
        home.plugin("hog", "1.0.0", "one", ECHO).plugin("other", "1.0.0", "one", ECHO);
        try (PluginManager plugins = home.open()) {
            PluginException failure = PluginException.of(Failure.LIMIT_REACHED, "hog@1.0.0#1", "found no memory left");
            home.wasm.made.stream()
                    .filter(runner ->
                            runner.subject().orElseThrow().plugin().name().equals("hog"))
                    .forEach(runner -> runner.exhaust(failure));

            await().until(() -> plugins.status("hog").state() == PluginState.DISABLED);
            assertThat(plugins.status("hog").reason()).startsWith("by mortise, because it used up the host's heap at ");
            assertThat(plugins.status("other").state()).isEqualTo(PluginState.RUNNING);
            assertThat(plugins.errors("hog").toString()).contains("found no memory left");
        }
        try (PluginManager plugins = home.open()) {
            assertThat(plugins.status("hog").state()).isEqualTo(PluginState.DISABLED);
            assertThat(plugins.enable("hog").state()).isEqualTo(PluginState.RUNNING);
        }
    }
}

package io.mortise.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.error.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack ends as its row says, its plugin serves on where it may, and its neighbour does not notice. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileModulesTest {
    private HostileModules modules;

    abstract boolean compiles();

    @BeforeAll
    void open(@TempDir Path directory) {
        modules =
                new HostileModules(compiles() ? new WasmRunnerFactory() : WasmRunnerFactory.interpreting(), directory);
    }

    @AfterAll
    void close() {
        modules.close();
    }

    Stream<Attack> attacks() {
        return HostileModules.ALL.stream().filter(attack -> !(compiles() && attack.compilesLong()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void attack_isContained(Attack attack) {
        HostileModules.Outcome outcome = modules.outcome(attack);

        Optional<String> code = attack.failure().map(Failure::name);
        if (code.isEmpty()) {
            assertThat(outcome.message()).isEmpty();
        } else {
            assertThat(outcome.message()).contains(attack.says()).endsWith("[" + code.get() + "]");
        }
        assertThat(outcome.servesOn()).isTrue();
        assertThat(modules.bystanderServes()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void attacks_areMany_andNoTwoHaveOneName() {
        assertThat(HostileModules.ALL).hasSizeGreaterThan(120);
        assertThat(HostileModules.ALL.stream().map(Attack::name)).doesNotHaveDuplicates();
    }
}

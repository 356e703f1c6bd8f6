package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.CallRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that mean harm get a typed error close to the deadline, and harm nobody: not even themselves the next time. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class HostileGuestTest {
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final Duration CLOSE = Duration.ofSeconds(6);
    private static final int DEEPEST = 4_096;

    /** Reads a number, goes that deep, asks the host for a key there, and comes back. */
    private static final String DIVER =
            """
            (module
              (import "mortise/1" "input" (func $input (param i32)))
              (import "mortise/1" "output" (func $output (param i32 i32)))
              (import "mortise/1" "kv_get" (func $get (param i32 i32) (result i64)))
              (memory (export "memory") 1)
              (data (i32.const 512) "k")
              (func $number (param $len i32) (result i32) (local $i i32) (local $n i32)
                (block $end (loop $next
                  (br_if $end (i32.ge_u (local.get $i) (local.get $len)))
                  (local.set $n (i32.add (i32.mul (local.get $n) (i32.const 10))
                    (i32.sub (i32.load8_u (local.get $i)) (i32.const 48))))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br $next)))
                (local.get $n))
              (func $dive (param $depth i32) (result i64)
                (if (result i64) (i32.eqz (local.get $depth))
                  (then (call $get (i32.const 512) (i32.const 1)))
                  (else (i64.add (i64.const 1) (call $dive (i32.sub (local.get $depth) (i32.const 1)))))))
              (func (export "dive") (param $len i32) (result i32)
                (call $input (i32.const 0))
                (drop (call $dive (call $number (local.get $len))))
                (call $output (i32.const 512) (i32.const 1))
                (i32.const 0)))
            """;

    /** Grows tables as long as it is let, and calls itself with many locals. */
    private static final String BOMBS =
            """
            (module
              (memory (export "memory") 1)
              (table $a 1 funcref) (table $b 1 funcref)
              (func (export "tables") (param i32) (result i32)
                (loop $more
                  (drop (table.grow $a (ref.null func) (i32.const 100000)))
                  (drop (table.grow $b (ref.null func) (i32.const 100000)))
                  (br $more))
                (i32.const 0))
              (func $wide (param i32) (result i64) %s
                (i64.add (i64.const 1) (call $wide (i32.add (local.get 0) (i32.const 1)))))
              (func (export "locals") (param i32) (result i32) (drop (call $wide (i32.const 0))) (i32.const 0))
              (func (export "fine") (param i32) (result i32) (i32.const 0)))
            """
                    .formatted("(local i64) ".repeat(900));

    private static void lay(ContractHome home, String name, String wat, String manifest) {
        try {
            Path plugin = Files.createDirectories(home.directory().resolve(name));
            Files.write(plugin.resolve("plugin.wasm"), Wat2Wasm.parse(wat));
            Files.writeString(
                    plugin.resolve("plugin.yaml"), "name: " + name + "\nversion: 1.0.0\nruntime: wasm\n" + manifest);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Nested
    @Order(1)
    class Attacks extends SharedHomeContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.WASM;
        }

        @Override
        void open(ContractHome fresh) {
            fresh.plugin().with("limits: { memory: 16MiB, concurrency: 2 }\n").write();
            lay(fresh, "diver", DIVER, "functions: { dive: {} }\npermissions: { kv: {} }\n");
            lay(fresh, "bombs", BOMBS, "functions: { tables: {}, locals: {}, fine: {} }\n");
            fresh.open();
        }

        private PluginException attack(String plugin, String function, String input) {
            long begin = System.nanoTime();
            PluginException failure =
                    home.failure(CallRequest.of(plugin, function, input).withTimeout(LIMIT));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT.plus(CLOSE));
            return failure;
        }

        @ParameterizedTest
        @ValueSource(strings = {"wrong_pointer", "huge_length", "negative_length", "trap", "recurse_forever"})
        void lie_trapsItsOwnCall(String function) {
            assertThat(attack("contract", function, "").failure()).isEqualTo(Failure.GUEST_TRAPPED);
            assertThat(home.ask("echo", "next")).isEqualTo("next");
        }

        @Test
        void endlessLoop_endsWithItsDeadline() {
            assertThat(attack("contract", "spin", "").failure()).isEqualTo(Failure.DEADLINE_PASSED);
            assertThat(home.ask("echo", "next")).isEqualTo("next");
        }

        @Test
        void memoryHog_trapsAtItsLimit() {
            assertThat(attack("contract", "alloc", "64").failure()).isEqualTo(Failure.GUEST_TRAPPED);
            assertThat(home.ask("alloc", "4")).isEqualTo("ok");
        }

        @ParameterizedTest
        @ValueSource(strings = {"tables", "locals"})
        void bomb_isTyped(String function) {
            assertThat(attack("bombs", function, "").failure())
                    .isIn(Failure.GUEST_TRAPPED, Failure.LIMIT_REACHED, Failure.DEADLINE_PASSED);
            assertThat(home.plugins().call("bombs", "fine", "")).isEmpty();
        }

        @Test
        void hostCall_fromAnyDepth_endsWellOrAsATrapOfTheStack() {
            depths(256);
        }

        @Test
        @Tag("slow")
        void hostCall_fromEveryDepth_endsWellOrAsATrapOfTheStack() {
            depths(16);
        }

        private void depths(int step) {
            Set<Failure> met = new java.util.TreeSet<>();
            for (int depth = 0; depth <= DEEPEST; depth += step) {
                try {
                    assertThat(home.plugins().call("diver", "dive", String.valueOf(depth)))
                            .isEqualTo("k");
                } catch (PluginException e) {
                    met.add(e.failure());
                }
            }
            assertThat(met).isSubsetOf(Set.of(Failure.GUEST_TRAPPED));
            assertThat(home.plugins().call("diver", "dive", "1")).isEqualTo("k");
        }
    }

    /** In the same JVM, after all of that. */
    @Nested
    @Order(2)
    class ServicesAfterwards extends RuntimeServiceContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.WASM;
        }
    }
}

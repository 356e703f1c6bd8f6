package io.mortise.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.PluginDescriptor;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerListener;
import io.mortise.testkit.ContractGuest;
import io.mortise.wasm.internal.engine.ModuleLoader;
import io.mortise.wasm.internal.engine.ModuleLoader.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a module comes to run compiled: out of the cache, before the first call, or behind its back. */
@Timeout(300)
class TierTest {
    @TempDir
    Path directory;

    private final List<Guests> all = new ArrayList<>();

    private Guests guests(WasmRunnerFactory factory) {
        Guests guests = new Guests(factory, directory);
        all.add(guests);
        return guests;
    }

    private Guests compiling() {
        return guests(WasmRunnerFactory.compiling());
    }

    @AfterEach
    void close() {
        all.forEach(Guests::close);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(3));
    }

    private static String engine(Runner runner) {
        return runner.engine().orElseThrow();
    }

    private static String ok(Runner runner) {
        return Guests.ask(runner, "f", "");
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("wasm"))) {
            return files.filter(file -> file.toString().endsWith(".code")).toList();
        }
    }

    private Path entry() {
        soon().untilAsserted(() -> assertThat(entries()).hasSize(1));
        return directory.resolve("wasm").resolve(directory.getFileSystem().getPath(onlyEntry()));
    }

    private String onlyEntry() {
        try {
            return entries().get(0).getFileName().toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void secondStart_takesTheCompiledCodeFromTheCache() {
        Guests first = compiling();
        assertThat(engine(first.contract())).isEqualTo("compiled");
        assertThat(entry()).isRegularFile();
        assertThat(first.loading).containsExactly("code_cache.miss", "compile.done");

        Guests second = compiling();
        Runner runner = second.contract();

        assertThat(engine(runner)).isEqualTo("compiled (cache)");
        assertThat(Guests.ask(runner, "echo", "from the cache")).isEqualTo("from the cache");
        assertThat(Guests.trap(runner, "trap", "").kind()).isEqualTo("unreachable");
        assertThat(second.loading).containsExactly("code_cache.hit");
    }

    @Test
    void badEntry_isRefusedSaidAndMadeAgain() throws IOException {
        compiling().started(BigModules.withData(10), "f");
        Path entry = entry();
        byte[] bytes = Files.readAllBytes(entry);
        bytes[bytes.length - 1] ^= 1;
        Files.write(entry, bytes);

        Guests second = compiling();
        PluginDescriptor descriptor = second.factory
                .create(new RunnerEnvironment(directory, directory, Runnable::run, RunnerListener.NONE))
                .load(second.bundle(BigModules.withData(10), "f"));
        Runner runner = second.started(BigModules.withData(10), "f");

        assertThat(descriptor.notes())
                .containsExactly("an entry of the code cache was refused, its seal is not of this installation and this"
                        + " module; it was removed and is made again");
        assertThat(ok(runner)).isEqualTo("ok");
        soon().until(() -> Files.exists(entry));
        assertThat(engine(compiling().started(BigModules.withData(10), "f"))).isEqualTo("compiled (cache)");
    }

    @Test
    void badEntry_isCounted() throws IOException {
        compiling().started(BigModules.withData(10), "f");
        Path entry = entry();
        Files.write(entry, new byte[100]);

        Guests second = compiling();
        second.started(BigModules.withData(10), "f");

        assertThat(second.loading).containsExactly("code_cache.refused", "compile.done");
    }

    @Test
    void openDirectory_switchesTheCacheOff_andSaysSo() throws IOException {
        Path cache = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        Guests guests = compiling();

        Runner runner =
                guests.factory.create(new RunnerEnvironment(cache, directory, Runnable::run, RunnerListener.NONE));
        PluginDescriptor descriptor = runner.load(guests.bundle(BigModules.withData(10), "f"));

        assertThat(descriptor.engine()).isEqualTo("compiled");
        assertThat(descriptor.notes())
                .containsExactly("compiled code is not cached: " + cache
                        + " has mode rwxrwxrwx, others could reach it; remove it or chmod 700 it");
        runner.close();
    }

    @Test
    void cache_servesTwoManagersAtOnce() throws Exception {
        List<Guests> both = List.of(compiling(), compiling());

        List<Thread> threads = both.stream()
                .map(guests -> new Thread(() -> {
                    for (int i = 0; i < 4; i++) {
                        Runner runner = guests.started(BigModules.withData(10), "f");
                        guests.counted.add(ok(runner));
                        runner.close();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        both.forEach(
                guests -> assertThat(guests.counted).filteredOn("ok"::equals).hasSize(4));
        assertThat(entry()).isRegularFile();
        both.forEach(guests -> assertThat(guests.loading).doesNotContain("code_cache.refused", "code_cache.off"));
    }

    @Test
    void functionTooLargeForAMethod_staysInterpreted_alsoFromTheCache() {
        List<byte[]> others = List.of(BigModules.calls(20_000), BigModules.empty(), BigModules.sums(14_000));
        byte[] module = BigModules.of(0, others);
        Runner first = compiling().started(module, "f");
        assertThat(engine(first)).isEqualTo("compiled, 2 functions interpreted");
        assertThat(ok(first)).isEqualTo("ok");
        assertThat(entry()).isRegularFile();

        Runner second = compiling().started(module, "f");

        assertThat(engine(second)).isEqualTo("compiled (cache), 2 functions interpreted");
        assertThat(ok(second)).isEqualTo("ok");
    }

    @Test
    void whatTheCompilerRefuses_isInterpreted_andSaysWhy() {
        byte[] module = Guests.wat("(memory (export \"memory\") 1) (func (export \"f\") (param i32) (result i32)"
                + " (i32x4.extract_lane 0 (v128.const i32x4 0 0 0 0)))");

        assertThat(engine(compiling().started(module, "f")))
                .isEqualTo("interpreted: SIMD, which the compiler does not know");
    }

    @Test
    void moduleThatTakesTooLong_staysInterpreted() {
        Guests guests =
                guests(new WasmRunnerFactory(new ModuleLoader(Mode.COMPILED, Duration.ofNanos(1)), WasmImports.NONE));

        Runner runner = guests.started(BigModules.withData(10), "f");

        assertThat(engine(runner)).isEqualTo("interpreted: compiling took more than 0 ms");
        assertThat(ok(runner)).isEqualTo("ok");
        assertThat(guests.loading).containsExactly("code_cache.miss", "compile.refused");
    }

    @Test
    void compileBomb_holdsUpNobodyElsesLoad_andItsLikeSwitchOverAfterIt() {
        Guests guests = guests(new WasmRunnerFactory());
        Runner bomb = guests.started(BigModules.bomb(), "f");
        assertThat(ok(bomb)).isEqualTo("ok");
        assertThat(engine(bomb)).isEqualTo("interpreted, compiling");

        Runner small = guests.started(ContractGuest.minimalModule(), "echo");
        soon().until(() -> engine(small).equals("compiled"));
        assertThat(engine(bomb)).as("it still compiles").isEqualTo("interpreted, compiling");
        Runner large = guests.started(BigModules.withData(300_000), "f");
        assertThat(ok(large)).isEqualTo("ok");
        assertThat(engine(large)).as("it waits its turn").isEqualTo("interpreted, compiling");

        bomb.close();
        soon().until(() -> engine(large).equals("compiled"));
        soon().until(() -> guests.counted.contains("instance.retired.tier"));
        assertThat(ok(large)).isEqualTo("ok");
    }
}

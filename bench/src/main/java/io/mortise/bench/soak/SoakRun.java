package io.mortise.bench.soak;

import io.mortise.api.RuntimeKind;
import io.mortise.api.host.HostFunction;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginState;
import io.mortise.manager.ReloadOutcome;
import io.mortise.testkit.plugins.ContractPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One runtime, reloaded again and again while sixteen callers call. */
final class SoakRun {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SETTINGS =
            """
            reload: { quiet: 1ms, drain_timeout: 60s, probation: 5s }
            restart: { backoff: 10ms..100ms, max: 100000/10m }
            probes: { contract: [ { function: echo } ] }
            limits: { contract: { concurrency: 32 } }
            """;

    private final SoakPlan plan;
    private final RuntimeKind runtime;
    private final Path home;
    private final Random random = new Random();
    private final Queue<Fault> next = new ArrayDeque<>();
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> crashing = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable PluginManager> opened = new AtomicReference<>();
    private int refused;

    SoakRun(SoakPlan plan, RuntimeKind runtime, Path home) {
        this.plan = plan;
        this.runtime = runtime;
        this.home = home;
    }

    SoakReport run() throws IOException, InterruptedException {
        Files.writeString(home.resolve("mortise.yaml"), SETTINGS);
        Fault.NONE.write(plugin(), "1.0.0");
        Ledger ledger = new Ledger(plan.hold());
        try (PluginManager plugins = PluginManager.builder()
                .home(home)
                .control(false)
                .watch(false)
                .hostFunction(HostFunction.ofBytes("app.echo", "write down a call", (call, in) -> {
                    strike(call.plugin().version());
                    return ledger.write(in);
                }))
                .open()) {
            opened.set(plugins);
            plugins.grant("contract", "soak");
            double quiet = quiet(new Callers("quiet", plugins, ledger));
            return under(plugins, new Callers("call", plugins, ledger), ledger, quiet);
        }
    }

    /** A version that crashes does so in its first call. */
    private void strike(String version) {
        PluginManager plugins = opened.get();
        if (plugins != null && crashing.contains(version)) {
            plugins.status("contract").live().stream()
                    .filter(live -> live.subject().version().equals(version) && crashing.remove(version))
                    .flatMapToLong(live -> live.pid().stream())
                    .mapToObj(ProcessHandle::of)
                    .forEach(process -> process.ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    /** The p99 without a reload, warm. */
    private double quiet(Callers callers) throws InterruptedException {
        callers.start();
        Thread.sleep(plan.quiet().toMillis() / 2);
        callers.latencies();
        Thread.sleep(plan.quiet().toMillis() / 2);
        callers.stop();
        wrong.addAll(callers.wrong());
        return callers.latencies().p99();
    }

    private SoakReport under(PluginManager plugins, Callers callers, Ledger ledger, double quiet)
            throws InterruptedException {
        plugins.onEvent(callers::hear);
        Holdings before = Holdings.now();
        callers.start();
        callers.startSlow();
        long end = System.nanoTime() + plan.atMost().toNanos();
        int reloads = 0;
        while (reloads < plan.reloads() && System.nanoTime() - end < 0) {
            reload(plugins, callers, ++reloads);
        }
        double busy = callers.latencies().p99();
        await(
                "the last trial ends",
                () -> plugins.status("contract").versions().trialUntil().isEmpty());
        callers.stop();
        await("everything has drained", () -> plugins.status("contract").draining() == 0);
        Holdings after = settled(before);
        wrong.addAll(callers.wrong());
        return new SoakReport(
                runtime,
                reloads,
                refused,
                callers.rollbacks(),
                callers.calls(),
                callers.failed(),
                ledger.twice(),
                quiet == 0 ? 0 : busy / quiet,
                before,
                after,
                wrong);
    }

    private void reload(PluginManager plugins, Callers callers, int number) {
        if (next.isEmpty()) {
            next.addAll(Fault.shuffled(random, runtime));
        }
        Fault fault = next.remove();
        String version = "1.0." + number;
        if (fault.isAfterTheSwap()) {
            callers.expectFaults(version);
        }
        if (fault == Fault.CRASH) {
            crashing.add(version);
        }
        fault.write(plugin(), version);
        ReloadOutcome outcome = plugins.reload("contract");
        boolean swapped = outcome instanceof ReloadOutcome.Swapped;
        if (swapped != (fault == Fault.NONE || fault.isAfterTheSwap())) {
            wrong.add(fault + " in " + version + ": " + outcome.text());
        }
        if (!swapped) {
            refused++;
        } else if (fault.isAfterTheSwap()) {
            await(
                    fault + " in " + version + " is rolled back",
                    () -> plugins.status("contract").state() == PluginState.RUNNING
                            && !plugins.status("contract").version().equals(version));
        }
    }

    private Holdings settled(Holdings before) {
        await("heap, threads and handles are as before", () -> before.isFlat(Holdings.now()));
        return Holdings.now();
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                wrong.add("waited " + PATIENCE.toSeconds() + " s in vain: " + what);
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private ContractPlugin plugin() {
        return ContractPlugin.in(home.resolve("contract"), plan.twin(runtime));
    }
}

package io.mortise.manager;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.Kind;
import io.mortise.api.PluginConfig;
import io.mortise.api.PluginDescriptor;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.StartReport;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.manager.internal.gate.Gate;
import io.mortise.manager.internal.gate.GatePlan;
import io.mortise.manager.internal.gate.HostServices;
import io.mortise.manager.internal.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Step 4 of a reload: loads and starts a generation, under the one deadline of start_timeout. */
final class Starting {
    private final Core core;
    private final HostServices services;
    private final CallDesk desk;
    private final Executor calls;
    private final Map<String, Kind> kinds;
    private final Around around;

    Starting(Core core, HostServices services, CallDesk desk, Executor calls, Map<String, Kind> kinds, Around around) {
        this.core = core;
        this.services = services;
        this.desk = desk;
        this.calls = calls;
        this.kinds = Map.copyOf(kinds);
        this.around = around;
    }

    /** Who may record its calls, what guests in this JVM are charged to, and who hears when one used it all up. */
    record Around(Recorder recorder, MemoryLedger ledger, BiConsumer<Slot, PluginException> exhausted) {}

    /** A runner that has loaded and runs no guest code yet. */
    record Loaded(
            Prepared prepared,
            Runner runner,
            Gate gate,
            DeathWatch watch,
            MemoryLedger.Share memory,
            PluginDescriptor descriptor,
            Deadline deadline,
            long began) {}

    /**
     * @param showing true when nothing serves: the slot then shows each step
     * @throws PluginException after which nothing of the guest is alive
     */
    Loaded load(Slot slot, Prepared prepared, Cancellation cancellation, boolean showing) {
        Subject subject = prepared.subject();
        DeathWatch watch =
                new DeathWatch(slot.chronicle().guest(), slot.journal().time(), failure -> around.exhausted()
                        .accept(slot, failure));
        MemoryLedger.Share memory = around.ledger().share();
        Runner made = prepared.factory()
                .create(new RunnerEnvironment(
                        core.home().state("cache"), core.home().run(), calls, watch, memory));
        Runner runner = around.recorder().around(prepared, slot.journal().redactor(), made);
        Gate gate = new Gate(plan(prepared), services, slot.journal(), desk::nextId);
        slot.journal().redactor().learn(prepared.terms().config().secretValues());
        Deadline deadline = Deadline.after(prepared.limits().startTimeout());
        long began = System.nanoTime();
        show(slot, showing, PluginState.LOADING, subject);
        try {
            PluginDescriptor descriptor =
                    core.verbs().within(subject, "load", deadline, cancellation, () -> runner.load(prepared.bundle()));
            requireEnforced(prepared, descriptor);
            return new Loaded(prepared, runner, gate, watch, memory, descriptor, deadline, began);
        } catch (PluginException e) {
            end(subject, runner, gate);
            throw e;
        }
    }

    /**
     * @param died hears of the guest's end from here on
     * @throws PluginException after which nothing of the guest is alive
     */
    Generation start(
            Slot slot,
            Loaded loaded,
            Cancellation cancellation,
            boolean showing,
            BiConsumer<Generation, PluginException> died) {
        Prepared prepared = loaded.prepared();
        Subject subject = prepared.subject();
        show(slot, showing, PluginState.STARTING, subject);
        try {
            StartReport report = core.verbs()
                    .within(subject, "start", loaded.deadline(), cancellation, () -> loaded.runner()
                            .start(config(prepared), loaded.gate()));
            requireDeclared(prepared, report.functions());
            Generation generation = new Generation(prepared, loaded.runner(), loaded.gate(), facts(loaded, report));
            loaded.watch().bind(generation, died);
            return generation;
        } catch (PluginException e) {
            end(subject, loaded.runner(), loaded.gate());
            throw e;
        }
    }

    private StartFacts facts(Loaded loaded, StartReport report) {
        FunctionTable functions = FunctionTable.of(loaded.prepared(), report.functions(), kinds);
        var granted = loaded.prepared().granted();
        long ended = System.nanoTime();
        return new StartFacts(
                loaded.descriptor(),
                report,
                functions,
                granted.live().given().permissions(granted.ask()),
                core.clock().instant(),
                core.timer().nanos(),
                Duration.ofNanos(ended - loaded.began()),
                loaded.memory());
    }

    private static void show(Slot slot, boolean showing, PluginState state, Subject subject) {
        if (showing) {
            slot.become(state, "generation " + subject.generation(), java.util.Optional.empty());
        }
    }

    private static GatePlan plan(Prepared prepared) {
        return new GatePlan(
                prepared.subject(),
                prepared.bundle().origin().identityOf(prepared.id()),
                prepared.granted(),
                prepared.limits().timeout(),
                prepared.terms().config().json());
    }

    private static PluginConfig config(Prepared prepared) {
        return config(prepared, prepared.terms().config().json());
    }

    /** The same with another configuration. */
    static PluginConfig config(Prepared prepared, byte[] json) {
        boolean plaintext = prepared.granted().live().given().stored().plaintext();
        return new PluginConfig(
                prepared.subject(),
                json.clone(),
                prepared.terms().config().secretPlaces(),
                prepared.limits(),
                prepared.terms().sandbox(),
                prepared.terms().mounts(),
                plaintext);
    }

    private void requireEnforced(Prepared prepared, PluginDescriptor descriptor) {
        List<String> notes = Stream.concat(new Unenforced(services).of(prepared).stream(), descriptor.notes().stream())
                .toList();
        if (core.settings().now().policy() == Settings.Policy.STRICT && !notes.isEmpty()) {
            throw PluginException.of(
                    Failure.BAD_MANIFEST,
                    prepared.subject(),
                    "policy strict: " + String.join("; ", notes) + "; take the fields out or use policy normal",
                    new Detail.Violations(notes.stream()
                            .map(note -> new Detail.Violation("plugin.yaml", note))
                            .toList()));
        }
    }

    /** A guest that describes itself must handle what its manifest declares. */
    private static void requireDeclared(Prepared prepared, List<FunctionSpec> described) {
        Set<String> missing =
                new LinkedHashSet<>(prepared.manifest().functions().keySet());
        described.forEach(spec -> missing.remove(spec.name()));
        if (!described.isEmpty() && !missing.isEmpty()) {
            String handles = described.stream().map(FunctionSpec::name).collect(Collectors.joining(", "));
            throw PluginException.of(
                    Failure.BAD_MANIFEST,
                    prepared.subject(),
                    "functions declares " + String.join(", ", missing) + ", the guest handles " + handles
                            + "; make both say the same",
                    new Detail.Violations(missing.stream()
                            .map(name -> new Detail.Violation("functions." + name, "the guest does not handle it"))
                            .toList()));
        }
    }

    /** Stops what was started; the gate closes even when that takes too long. */
    void end(Subject subject, Runner runner, Gate gate) {
        try {
            core.verbs().within(subject, "stop", Deadline.after(Drains.STOP), Cancellation.NONE, () -> {
                runner.stop(Drains.GRACE);
                return true;
            });
        } catch (PluginException e) {
            core.slots().find(subject.plugin()).ifPresent(slot -> slot.chronicle()
                    .troubled(e));
        } finally {
            gate.close();
        }
    }
}

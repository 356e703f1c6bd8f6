package io.mortise.manager;

import io.mortise.api.Kind;
import io.mortise.api.KindProvider;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.EventService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.SecretService;
import io.mortise.manager.internal.audit.AuditFile;
import io.mortise.manager.internal.audit.DecisionLog;
import io.mortise.manager.internal.config.ConfigResolver;
import io.mortise.manager.internal.gate.HostFunctions;
import io.mortise.manager.internal.gate.HostServices;
import io.mortise.manager.internal.grant.GrantBook;
import io.mortise.manager.internal.grant.GrantRules;
import io.mortise.manager.internal.manifest.ManifestReader;
import io.mortise.manager.internal.service.EnvSecrets;
import io.mortise.manager.internal.service.FileSecrets;
import io.mortise.manager.internal.settings.Settings;
import io.mortise.source.BundleStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/** The parts of one manager, put together once. What is opened is closed in the opposite order. */
final class Assembly {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    final Setup setup;
    final Core core;
    final Map<String, Kind> kinds;
    final HostFunctions functions;
    final Pools pools;
    final CallDesk desk;
    final ContributionIndex index;
    final Preparation preparation;
    final ConfigBook configs;
    final Drains drains;
    final BadContents bad;
    final Trials trials;
    final Supervisor supervisor;
    final Reloads reloads;
    final Discovery discovery;
    final Housekeeping housekeeping;
    final Timer timer;
    final DecisionLog decisions;
    final AuditFile audit;
    final Purging purging;
    final Recordings recordings;
    final List<MetricSource> metrics = new ArrayList<>();
    final MemoryLedger ledger;
    final Unenforced unenforced;
    private final Exhaustion exhaustion;

    /** Opens everything and starts nothing. On failure what was opened is closed again. */
    static Assembly of(Setup setup) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            return new Assembly(setup, opened);
        } catch (RuntimeException e) {
            close(opened);
            throw e;
        }
    }

    private Assembly(Setup setup, Deque<AutoCloseable> started) {
        this.setup = setup;
        opened.addAll(started);
        EventHub hub = keep(started, EventHub.open(setup.clock));
        hub.subscribe(new EventLog());
        setup.listeners.forEach(hub::subscribe);
        Home home = keep(started, Home.open(setup.home, setup.state));
        SettingsBook settings = SettingsBook.open(setup.settings.orElse(home.settings()), hub);
        this.decisions = keep(started, DecisionLog.open(home.state("decisions.jsonl")));
        GrantRules rules = GrantRules.open(() -> settings.now().grantPolicy().map(home.directory()::resolve));
        GrantBook grants = GrantBook.open(home.grants(), rules, decisions, setup.clock);
        grants.problems().forEach(problem -> hub.notice(true, "grants.yaml gives nothing: " + problem));
        grants.ruleProblems().forEach(problem -> hub.notice(true, "grants.policy gives nothing: " + problem));
        Bugs bugs = new Bugs(RandomGenerator.getDefault());
        Slots slots = new Slots();
        this.timer = keep(started, setup.timer.get());
        this.core = new Core(
                home,
                settings,
                StateFile.open(home.state("state.json")),
                grants,
                slots,
                hub,
                new Verbs(bugs),
                bugs,
                setup.clock,
                timer,
                setup.apps);
        this.audit = keep(
                started,
                AuditFile.open(
                        home.logs().resolve("audit.jsonl"),
                        () -> settings.now().log().audit() == Settings.Audit.FILE,
                        slots::auditRings));
        Settings now = settings.now();
        this.kinds = kinds(setup);
        this.pools = keep(started, new Pools());
        Degradation degradation = new Degradation();
        this.desk = new CallDesk(slots, degradation, bugs, setup.tracer);
        this.index = new ContributionIndex(slots, hub, setup.clock, kinds);
        this.functions = HostFunctions.of(setup.hostFunctions);
        Services services = keep(started, Services.open(setup, now, home));
        if (services.find(SecretService.class)
                .filter(EnvSecrets.class::isInstance)
                .isPresent()) {
            hub.subscribe(new SecretsNotice(hub, slots));
        }
        this.purging = new Purging(this, services.find(KvService.class));
        EventDelivery deliveries = keep(started, new EventDelivery(services.find(EventService.class), desk));
        Runtimes runtimes = keep(started, Runtimes.of(setup.runners));
        List<Supply> supplies = new Sources(setup, now, home.directory(), hub).open();
        BundleReader bundles = new BundleReader(
                BundleStore.open(home.state("bundles")),
                ManifestReader.withKinds(List.copyOf(kinds.values())),
                new Mounts(home, Sources.paths(setup, now, home.directory())));
        this.configs = ConfigBook.open(home.state("config.yaml"), setup.configs);
        this.preparation =
                new Preparation(core, bundles, runtimes, configs, new ConfigResolver(references(services, home)));
        Recorder recorder = new Recorder(new RecordingShelf(home.state("recordings")), setup.clock);
        this.recordings = new Recordings(core, desk, pools, recorder);
        this.ledger =
                new MemoryLedger(() -> settings.now().budget().memoryBytes().orElse(Long.MAX_VALUE));
        HostServices gated = services.behindGates(now, functions, desk);
        this.unenforced = new Unenforced(gated);
        Starting starting = new Starting(
                core, gated, desk, pools.calls(), kinds, new Starting.Around(recorder, ledger, this::exhausted));
        this.bad = new BadContents(timer, this::look);
        this.drains = new Drains(starting, new Drains.Hooks(this::leaving, this::drained));
        Rollbacks rollbacks = new Rollbacks(core, bad, new Rollbacks.Hooks(this::restore, this::changed, this::died));
        this.trials = new Trials(core, drains, pools.reloads(), rollbacks);
        this.supervisor =
                new Supervisor(core, drains, trials, degradation, RandomGenerator.getDefault(), this::restart);
        ReloadCounts reloadCounts = new ReloadCounts();
        hub.subscribe(reloadCounts);
        metrics.add(new ManagerMetrics(slots, drains, reloadCounts, audit));
        metrics.addAll(setup.metrics);
        Probes probes = new Probes(core, desk);
        Aftermath aftermath = new Aftermath(
                core,
                drains,
                supervisor,
                bad,
                index,
                deliveries,
                new Aftermath.Hooks(
                        this::look, slot -> bundles.excerpt(slot.files().place()), this::gone, setup.startOnly));
        this.settled = aftermath;
        IdleUnload idle = new IdleUnload(core, drains, ledger);
        Succession succession = new Succession(core, starting, probes, drains, trials, supervisor::died);
        ContentChoice contents = new ContentChoice(core, bundles, bad, this::readopt);
        this.reloads = new Reloads(
                new Reload(core, contents, preparation, rollbacks, succession, aftermath, new Room(core, idle)),
                drains,
                pools.reloads(),
                timer);
        this.exhaustion = new Exhaustion(core, decisions, reloads, pools.reloads());
        this.discovery =
                keep(started, new Discovery(supplies, new Adoption(core, bundles, reloads::awaken), reloads, hub));
        this.housekeeping = new Housekeeping(core, pools, reloads, supervisor, probes, idle, bundles, drains);
        grants.onChange(plugin -> slots.find(plugin).ifPresent(reloads::automatic));
        opened.clear();
        opened.addAll(started);
    }

    private final Aftermath settled;

    private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> opened, T part) {
        opened.addFirst(part);
        return part;
    }

    private static References references(Services services, Home home) {
        return new References(
                home.directory(),
                services.find(SecretService.class)
                        .filter(FileSecrets.class::isInstance)
                        .map(FileSecrets.class::cast));
    }

    private static Map<String, Kind> kinds(Setup setup) {
        Map<String, Kind> byName = new LinkedHashMap<>();
        for (KindProvider provider : ServiceLoader.load(KindProvider.class, Assembly.class.getClassLoader())) {
            provider.kinds().forEach(kind -> byName.put(kind.name(), kind));
        }
        setup.kinds.forEach(kind -> byName.put(kind.name(), kind));
        return byName;
    }

    private void drained(Slot slot) {
        reloads.drained(slot);
        settled.settled(slot);
    }

    private void leaving(Generation generation) {
        trials.over(generation);
    }

    private void restore(Slot slot) {
        reloads.wish(slot, ReloadCause.ROLLBACK);
    }

    private void changed(Slot slot) {
        settled.settled(slot);
    }

    private void died(Generation generation, PluginException how) {
        supervisor.died(generation, how);
    }

    private void exhausted(Slot slot, PluginException failure) {
        exhaustion.of(slot, failure);
    }

    private void restart(Slot slot) {
        reloads.wish(slot, ReloadCause.RESTART);
    }

    private void look(Slot slot) {
        reloads.wish(slot, ReloadCause.CHANGE);
    }

    private void gone(Slot slot) {
        reloads.forget(slot);
    }

    private void readopt(Slot slot) {
        discovery.readopt(slot);
    }

    /** Closes what was opened, the last first. */
    void close() {
        close(opened);
    }

    private static void close(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.removeFirst().close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Assembly.class).warn("a part of the manager did not close", e);
            }
        }
    }
}

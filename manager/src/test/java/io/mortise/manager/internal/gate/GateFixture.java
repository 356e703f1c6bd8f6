package io.mortise.manager.internal.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Canceller;
import io.mortise.api.Deadline;
import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.CacheService;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFunction;
import io.mortise.api.host.KvService;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.audit.DecisionLog;
import io.mortise.manager.internal.audit.HostCallLine;
import io.mortise.manager.internal.audit.Journal;
import io.mortise.manager.internal.grant.Ask;
import io.mortise.manager.internal.grant.GrantBook;
import io.mortise.manager.internal.grant.GrantPolicy;
import io.mortise.manager.internal.grant.Verdict;
import io.mortise.manager.internal.service.InProcessEvents;
import io.mortise.manager.internal.service.MemoryCache;
import io.mortise.manager.internal.service.MemoryKv;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One generation's gate over the services in memory, with a real book of grants. */
final class GateFixture implements AutoCloseable {
    static final PluginId WEATHER = PluginId.of("weather");
    static final Subject SUBJECT = new Subject(WEATHER, "1.4.0", 3);
    static final Origin ORIGIN = new Origin("dir:.");

    final List<HostCallLine> told = Collections.synchronizedList(new ArrayList<>());
    final Journal journal = Journal.of(WEATHER, 1_000, 100, told::add);
    final InProcessEvents events = InProcessEvents.open();
    final Ask ask;
    final GrantBook book;
    private final DecisionLog decisions;
    private final List<Gate> gates = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong(1_000);

    HostServices services = HostServices.of(HttpRules.STANDARD, HostFunctions.NONE, request -> "nested".getBytes(UTF_8))
            .with(KvService.class, new MemoryKv())
            .with(CacheService.class, new MemoryCache(1 << 20))
            .with(EventService.class, events);

    private GateFixture(Path home, Permission... permissions) {
        ask = new Ask(Permissions.of(permissions), LimitsAsk.NONE, Ask.Start.NONE, false);
        decisions = DecisionLog.open(home.resolve("decisions.jsonl"));
        book = GrantBook.open(home.resolve("grants.yaml"), decisions, InstantSource.system());
    }

    /** A plugin that asks for these, all granted. */
    static GateFixture granting(Path home, Permission... permissions) {
        GateFixture fixture = new GateFixture(home, permissions);
        fixture.book.grant(WEATHER, ORIGIN, fixture.ask, List.of(), "test");
        return fixture;
    }

    GateFixture functions(HostFunction... functions) {
        services = new HostServices(
                services.byType(), services.http(), HostFunctions.of(List.of(functions)), services.plugins());
        return this;
    }

    GateFixture plugins(PluginCaller caller) {
        services = new HostServices(services.byType(), services.http(), services.functions(), caller);
        return this;
    }

    <S> GateFixture with(Class<S> type, S service) {
        services = services.with(type, service);
        return this;
    }

    Gate gate() {
        return gate("{\"units\":\"celsius\",\"a/b\":[1,{\"~\":null,\"x\":\"y\"}]}");
    }

    Gate gate(String config) {
        Verdict verdict = book.decide(WEATHER, ORIGIN, ask, GrantPolicy.STORED);
        GatePlan plan = new GatePlan(
                SUBJECT,
                ORIGIN.identityOf(WEATHER),
                (Verdict.Granted) verdict,
                Duration.ofSeconds(30),
                config.getBytes(UTF_8));
        Gate gate = new Gate(plan, services, journal, () -> new CallId(ids.incrementAndGet()));
        gates.add(gate);
        return gate;
    }

    void deny(String... parts) {
        book.deny(WEATHER, ORIGIN, ask, List.of(parts), "test");
    }

    static Call call(Duration limit) {
        return Call.of(new CallId(0x1f), "forecast", new byte[0], Deadline.after(limit))
                .withCaller(Caller.application("bot").withTenant("acme"));
    }

    static HostCall enter(Gate gate) {
        return gate.enter(call(Duration.ofSeconds(30)));
    }

    static HostCall enter(Gate gate, Canceller canceller) {
        return gate.enter(call(Duration.ofSeconds(30)).withCancellation(canceller));
    }

    static HostCall through(Gate gate, String plugin) {
        return gate.enter(call(Duration.ofSeconds(30)).withChain(CallChain.EMPTY.through(PluginId.of(plugin))));
    }

    static Permission named(Permission.Named.Kind kind, String pattern) {
        return new Permission.Named(kind, pattern);
    }

    static Optional<Duration> noTimeout() {
        return Optional.empty();
    }

    @Override
    public void close() {
        gates.forEach(Gate::close);
        events.close();
        decisions.close();
    }
}

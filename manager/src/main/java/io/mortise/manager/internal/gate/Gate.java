package io.mortise.manager.internal.gate;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Cancellation.Registration;
import io.mortise.api.Deadline;
import io.mortise.api.Subject;
import io.mortise.api.host.CacheService;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.JobService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.manager.internal.audit.Journal;
import java.util.Optional;
import java.util.function.Supplier;

/** The gate of one generation. Close it after its runner was stopped: what is still open ends, every call is refused. */
public final class Gate implements HostApi, AutoCloseable {
    private final GatePlan plan;
    private final Supplier<CallId> ids;
    private final Door door;
    private final Services services;
    private final GuestConfig config;
    private final PluginLog log;
    private final Registration grantChanges;

    /** @param ids names background work; the manager's own counter */
    public Gate(GatePlan plan, HostServices services, Journal journal, Supplier<CallId> ids) {
        this.plan = plan;
        this.ids = ids;
        this.door = new Door(plan, journal, new Translation(plan.subject(), journal.redactor(), ids));
        this.services = new Services(this, door, services, journal.redactor());
        this.config = new GuestConfig(plan.config());
        this.log = new PluginLog(plan.subject(), journal);
        this.grantChanges = plan.granted().live().onChange(this.services.passage()::recheck);
    }

    @Override
    public HostCall enter(Call call) {
        return hostCall(call.id(), call.caller(), call.chain(), call.deadline(), call.cancellation(), call.trace());
    }

    @Override
    public HostCall background() {
        return hostCall(
                ids.get(),
                Caller.plugin(subject().plugin(), Optional.empty()),
                CallChain.EMPTY,
                Deadline.after(plan.background()),
                Cancellation.NONE,
                Optional.empty());
    }

    private HostCall hostCall(
            CallId id,
            Caller caller,
            CallChain chain,
            Deadline deadline,
            Cancellation cancellation,
            Optional<String> trace) {
        return new HostCall(
                subject(),
                plan.identity(),
                id,
                caller,
                chain.through(subject().plugin()),
                deadline,
                new CallMeter(cancellation, door.closing()),
                trace);
    }

    Subject subject() {
        return plan.subject();
    }

    @Override
    public Optional<byte[]> config(HostCall call, String pointer) {
        door.arrive(call);
        door.spend(call);
        return config.find(pointer);
    }

    @Override
    public void log(HostCall call, LogLine line) {
        log.write(call, line);
    }

    @Override
    public KvService kv() {
        return services.kv();
    }

    @Override
    public CacheService cache() {
        return services.cache();
    }

    @Override
    public HttpApi http() {
        return services.http();
    }

    @Override
    public EventService events() {
        return services.events();
    }

    @Override
    public SecretService secrets() {
        return services.secrets();
    }

    @Override
    public SqlService sql() {
        return services.sql();
    }

    @Override
    public MailService mail() {
        return services.mail();
    }

    @Override
    public JobService jobs() {
        return services.jobs();
    }

    @Override
    public PluginCalls plugins() {
        return services.plugins();
    }

    @Override
    public AppCalls app() {
        return services.app();
    }

    @Override
    public void close() {
        grantChanges.close();
        door.closing().cancel();
        services.close();
    }
}

package io.mortise.grpc;

import io.grpc.StatusRuntimeException;
import io.mortise.api.Deadline;
import io.mortise.api.Limits;
import io.mortise.api.PluginConfig;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.Sandbox;
import io.mortise.api.StartReport;
import io.mortise.api.Subject;
import io.mortise.api.error.StartProblem;
import io.mortise.api.host.HostApi;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.grpc.internal.host.HostServer;
import io.mortise.grpc.internal.host.LiveCalls;
import io.mortise.grpc.internal.process.Confinement;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.wire.GoPluginHost;
import io.mortise.grpc.internal.wire.GoPluginLaunch;
import io.mortise.grpc.internal.wire.GoPluginProcess;
import io.mortise.grpc.internal.wire.PluginChild;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The start of one generation: process, Host service, describe, Start; one deadline over all of it. */
final class Starting {
    private final GoPluginHost host;
    private final Loaded loaded;
    private final PluginConfig config;
    private final RunnerEnvironment environment;
    private final Deadline deadline;

    Starting(GoPluginHost host, Loaded loaded, PluginConfig config, RunnerEnvironment environment) {
        this.host = host;
        this.loaded = loaded;
        this.config = config;
        this.environment = environment;
        this.deadline = Deadline.after(config.limits().startTimeout());
    }

    /**
     * Leaves nothing behind when it throws.
     *
     * @param born is told of the process as soon as there is one
     */
    Started run(HostApi api, Consumer<PluginChild> born) {
        Subject subject = loaded.subject();
        try {
            loaded.standIn().ifPresent(program -> program.require(config));
            GoPluginProcess process = host.start(launch(), new GuestLog(api, subject), born, deadline);
            return greet(process, loaded.standIn().isPresent() ? new WithoutSecrets(api) : api);
        } catch (NotStarted e) {
            throw StartErrors.notStarted(subject, e);
        } catch (UncheckedIOException e) {
            throw StartErrors.notStarted(subject, noPlace(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StartErrors.interrupted(subject);
        }
    }

    private NotStarted noPlace(UncheckedIOException e) {
        return NotStarted.of(
                        StartProblem.TRANSPORT,
                        "a private directory for its sockets in " + environment.run(),
                        String.valueOf(e.getMessage()),
                        "make the manager's state writable: builder().state(path)")
                .causedBy(e);
    }

    private GoPluginLaunch launch() {
        return new GoPluginLaunch(
                loaded.words().words(),
                loaded.bundle().root(),
                loaded.environment(),
                new Confinement(sandbox(), memory(), config.mounts()),
                loaded.handshaking(),
                loaded.tls(config.allowPlaintext()),
                Math.max(
                        MessageSizes.channel(config.limits()),
                        loaded.profile().map(GoPluginProfile::maxMessageBytes).orElse(0)),
                "plugin/" + loaded.subject().plugin().name() + '#'
                        + loaded.subject().generation() + '/',
                environment.run());
    }

    /** What was granted; a program that somebody else started has none. */
    private Sandbox sandbox() {
        return loaded.standIn().isPresent() ? Sandbox.NONE : config.sandbox();
    }

    /** Only where somebody asked for it: our default is a wasm instance's, and no program with a runtime lives in that. */
    private OptionalLong memory() {
        boolean asked = loaded.bundle().manifest().limits().memoryBytes().isPresent()
                || config.limits().memoryBytes() != Limits.GRPC.memoryBytes();
        return asked ? OptionalLong.of(config.limits().memoryBytes()) : OptionalLong.empty();
    }

    private Started greet(GoPluginProcess process, HostApi api) {
        Subject subject = loaded.subject();
        ProcessDialect dialect = loaded.dialect();
        boolean done = false;
        var calls = new LiveCalls(api);
        Optional<HostServer> server = Optional.empty();
        try {
            server = dialect.host(api)
                    .map(table -> HostServer.open(
                            process, table, calls, subject, config.limits(), MessageSizes.channel(config.limits())));
            List<FunctionSpec> functions = dialect.begin(new ProcessDialect.Greeting(
                    process.channel(), deadline, subject, config, offering(process, server)));
            done = true;
            var entrance = new Entrance(calls, environment.listener());
            return new Started(loaded, config.limits(), process, entrance, server, functions);
        } catch (StatusRuntimeException e) {
            throw StartErrors.ofRpc(subject, dialect, process.child(), e, deadline);
        } finally {
            if (!done) {
                server.ifPresent(HostServer::close);
                process.killNow();
            }
        }
    }

    private static IntSupplier offering(GoPluginProcess process, Optional<HostServer> server) {
        return () -> server.map(open -> {
                    int id = process.broker().nextId();
                    process.broker().offer(id, open.endpoint());
                    return id;
                })
                .orElse(0);
    }

    StartReport report(Started started) {
        List<String> notes =
                new ArrayList<>(loaded.standIn().map(StandIn::note).stream().toList());
        if (started.process().isPlaintext() && notes.isEmpty()) {
            notes.add("plaintext: the connection has no TLS, as granted");
        }
        if (!host.levels().launchers().tiesToHost()) {
            notes.add("setpriv is missing: a host killed with -9 may leave this process running until it notices");
        }
        memory().ifPresent(bytes -> notes.add("limits.memory: " + bytes
                + " bytes of private memory for each of its processes"
                + (host.levels().launchers().boundsMemory() ? "" : ", not enforced: prlimit is missing")));
        return new StartReport(
                started.functions(),
                sandbox(),
                OptionalLong.of(started.process().child().pid()),
                notes);
    }
}

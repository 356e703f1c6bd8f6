package io.mortise.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.StatusRuntimeException;
import io.mortise.api.Deadline;
import io.mortise.api.Mount;
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
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.wire.GoPluginHost;
import io.mortise.grpc.internal.wire.GoPluginLaunch;
import io.mortise.grpc.internal.wire.GoPluginProcess;
import io.mortise.grpc.internal.wire.PluginChild;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.v1.StartRequest;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

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
            requireKnownLevel();
            GoPluginProcess process = host.start(launch(), new GuestLog(api, subject), born, deadline);
            return loaded.speaksMortise() ? startMortise(process, api) : startRaw(process, api);
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

    private void requireKnownLevel() {
        if (config.sandbox() == Sandbox.FULL) {
            throw NotStarted.of(
                    StartProblem.SANDBOX,
                    "sandbox level none or limited",
                    "full, which comes with a later version",
                    "set sandbox.level: limited");
        }
    }

    private GoPluginLaunch launch() {
        return new GoPluginLaunch(
                loaded.words().words(),
                loaded.bundle().root(),
                loaded.spec().env(),
                config.sandbox(),
                loaded.handshaking(),
                config.allowPlaintext(),
                MessageSizes.channel(config.limits()),
                "plugin/" + loaded.subject().plugin().name() + '#'
                        + loaded.subject().generation() + '/',
                environment.run());
    }

    private Started startRaw(GoPluginProcess process, HostApi api) {
        return new Started(loaded.subject(), config.limits(), process, new LiveCalls(api), Optional.empty(), List.of());
    }

    private Started startMortise(GoPluginProcess process, HostApi api) {
        boolean done = false;
        var calls = new LiveCalls(api);
        Optional<HostServer> server = Optional.empty();
        try {
            HostServer open = HostServer.open(
                    process, api, calls, loaded.subject(), config.limits(), MessageSizes.channel(config.limits()));
            server = Optional.of(open);
            List<FunctionSpec> functions = describe(process);
            int id = process.broker().nextId();
            process.broker().offer(id, open.endpoint());
            ask(process).start(request(id));
            done = true;
            return new Started(loaded.subject(), config.limits(), process, calls, server, functions);
        } catch (StatusRuntimeException e) {
            throw StartErrors.ofRpc(loaded.subject(), process.child(), e, deadline);
        } finally {
            if (!done) {
                server.ifPresent(HostServer::close);
                process.killNow();
            }
        }
    }

    private List<FunctionSpec> describe(GoPluginProcess process) {
        try {
            return Description.parse(
                    ask(process).describe(Empty.getDefaultInstance()).getJson().toStringUtf8());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == io.grpc.Status.Code.UNIMPLEMENTED) {
                return List.of(); // optional: the manifest then says what can be called
            }
            throw e;
        }
    }

    private PluginGrpc.PluginBlockingStub ask(GoPluginProcess process) {
        return PluginGrpc.newBlockingStub(process.channel())
                .withDeadlineAfter(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    }

    private StartRequest request(int hostId) {
        return StartRequest.newBuilder()
                .setHostBrokerId(hostId)
                .setConfigJson(ByteString.copyFrom(config.json()))
                .setPlugin(loaded.subject().plugin().name())
                .setGeneration(loaded.subject().generation())
                .setDataDir(config.mounts().stream()
                        .filter(mount -> !mount.readOnly())
                        .map(Mount::directory)
                        .findFirst()
                        .map(Object::toString)
                        .orElse(""))
                .build();
    }

    StartReport report(Started started) {
        List<String> notes = new ArrayList<>();
        if (started.process().isPlaintext()) {
            notes.add("plaintext: the connection has no TLS, as granted");
        }
        if (!host.launchers().tiesToHost()) {
            notes.add("setpriv is missing: a host killed with -9 may leave this process running until it notices");
        }
        return new StartReport(
                started.functions(),
                config.sandbox(),
                OptionalLong.of(started.process().child().pid()),
                notes);
    }
}

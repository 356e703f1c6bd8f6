package io.mortise.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.Limits;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.grpc.internal.host.HostServer;
import io.mortise.grpc.internal.output.Utf8Cut;
import io.mortise.grpc.internal.wire.GoPluginProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A generation that runs: its process, the way into it, and the end of it. Any thread. */
final class Started {
    private static final Logger LOG = LoggerFactory.getLogger(Started.class);
    private static final int MAX_HEALTH_BYTES = 4 << 10;

    private final Subject subject;
    private final ProcessDialect dialect;
    private final GoPluginProcess process;
    private final boolean isAttached;
    private final Optional<HostServer> hostServer;
    private final List<FunctionSpec> functions;
    private final PluginCalls calls;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Started(
            Loaded loaded,
            Limits limits,
            GoPluginProcess process,
            Entrance entrance,
            Optional<HostServer> hostServer,
            List<FunctionSpec> functions) {
        this.subject = loaded.subject();
        this.dialect = loaded.dialect();
        this.process = process;
        this.isAttached = loaded.standIn().isPresent();
        this.hostServer = hostServer;
        this.functions = List.copyOf(functions);
        var answers = new Answers(subject, process.child(), limits, this.functions);
        this.calls = new PluginCalls(process.connection(), dialect, entrance, limits, answers);
    }

    Subject subject() {
        return subject;
    }

    GoPluginProcess process() {
        return process;
    }

    List<FunctionSpec> functions() {
        return functions;
    }

    PluginCalls calls() {
        return calls;
    }

    HealthStatus health(Deadline deadline) {
        Duration uptime = process.child().uptime();
        if (!process.child().isAlive()) {
            return new HealthStatus(false, "the process has ended", uptime);
        }
        try {
            return dialect.health(process.channel(), deadline, uptime);
        } catch (StatusRuntimeException e) {
            return failed(e.getStatus(), uptime, deadline);
        }
    }

    private static HealthStatus failed(Status status, Duration uptime, Deadline deadline) {
        String why =
                switch (status.getCode()) {
                    case DEADLINE_EXCEEDED -> "no answer within " + CallErrors.duration(deadline.limit());
                    case UNIMPLEMENTED -> "";
                    default ->
                        status.getCode() + ": "
                                + Utf8Cut.cut(String.valueOf(status.getDescription()), MAX_HEALTH_BYTES);
                };
        return new HealthStatus(why.isEmpty(), why, uptime); // a plugin without the method answered, so it is there
    }

    /** Stop, Shutdown, signals; who comes second waits for the first. */
    void stop(Duration grace) {
        end(() -> {
            if (!grace.isZero() && process.child().isAlive()) {
                askToStop(grace);
            }
            hostServer.ifPresent(HostServer::close);
            if (isAttached) {
                process.killNow(); // the stand-in; the program is not ours to end
            } else {
                process.stop();
            }
        });
    }

    void killNow() {
        end(() -> {
            hostServer.ifPresent(HostServer::close);
            process.killNow();
        });
    }

    private void end(Runnable way) {
        if (!ending.compareAndSet(false, true)) {
            ended.join();
            return;
        }
        try {
            way.run();
        } finally {
            ended.complete(null);
        }
    }

    /** Whatever it answers, the ladder follows: a refusal to stop is nothing to wait for. */
    private void askToStop(Duration grace) {
        try {
            dialect.stop(process.channel(), grace);
        } catch (StatusRuntimeException e) {
            LOG.atDebug().addKeyValue("plugin", subject).setCause(e).log("the plugin's stop answered an error");
        }
    }
}

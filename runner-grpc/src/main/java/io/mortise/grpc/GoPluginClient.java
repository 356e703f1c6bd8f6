package io.mortise.grpc;

import io.grpc.Channel;
import io.mortise.api.Deadline;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.LogLine;
import io.mortise.grpc.internal.process.Confinement;
import io.mortise.grpc.internal.process.Launchers;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.process.SandboxLevels;
import io.mortise.grpc.internal.wire.GoPluginHost;
import io.mortise.grpc.internal.wire.GoPluginLaunch;
import io.mortise.grpc.internal.wire.GoPluginProcess;
import io.mortise.grpc.internal.wire.TemporaryRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One go-plugin gRPC program without a manager: started, connected with mutual TLS, and ended on close. Its services are
 * whatever it has; bring stubs generated from its own {@code .proto}. Any thread.
 *
 * <pre>{@code
 * var program = GoPluginProgram.of(Path.of("terraform-provider-time"), GoPluginProfile.named("terraform"));
 * try (GoPluginClient provider = GoPluginClient.start(program, line -> System.err.println(line.message()))) {
 *     var stub = ProviderGrpc.newBlockingStub(provider.channel());
 *     System.out.println(stub.getSchema(GetProviderSchema.Request.getDefaultInstance()));
 * }
 * }</pre>
 */
public final class GoPluginClient implements AutoCloseable {
    private final GoPluginHost host;
    private final GoPluginProcess process;
    private final TemporaryRun run;
    private final GoPluginBroker broker;
    private final AtomicBoolean closed = new AtomicBoolean();

    private GoPluginClient(GoPluginHost host, GoPluginProcess process, TemporaryRun run, GoPluginBroker broker) {
        this.broker = broker;
        this.host = host;
        this.process = process;
        this.run = run;
    }

    /**
     * Starts the program and waits until it has answered once.
     *
     * @param log takes what it writes, on its reading threads; must not block for long
     * @throws PluginException START_FAILED with a {@link io.mortise.api.error.Detail.StartFailure}
     */
    public static GoPluginClient start(GoPluginProgram program, Consumer<LogLine> log) {
        Path name = Path.of(program.command().get(0)).getFileName();
        var host = new GoPluginHost(new SandboxLevels(Launchers.find()));
        var run = TemporaryRun.create();
        boolean started = false;
        try {
            GoPluginProcess process =
                    host.start(launch(program, name, run), log, child -> {}, Deadline.after(program.startTimeout()));
            started = true;
            return new GoPluginClient(host, process, run, new GoPluginBroker(name, process, program.maxMessageBytes()));
        } catch (NotStarted e) {
            throw StartErrors.notStarted(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StartErrors.interrupted(name);
        } finally {
            if (!started) {
                host.close();
                run.close();
            }
        }
    }

    private static GoPluginLaunch launch(GoPluginProgram program, Path name, TemporaryRun run) {
        return new GoPluginLaunch(
                program.command(),
                program.directory(),
                program.environment(),
                Confinement.of(program.sandbox()),
                new GoPluginLaunch.Handshaking(program.cookieKey(), program.cookieValue(), program.versions()),
                tls(program),
                program.maxMessageBytes(),
                "plugin/" + name + '/',
                run.directory());
    }

    private static GoPluginLaunch.Tls tls(GoPluginProgram program) {
        if (!program.allowPlaintext()) {
            return GoPluginLaunch.Tls.REQUIRED;
        }
        return program.autoMtls() ? GoPluginLaunch.Tls.PREFERRED : GoPluginLaunch.Tls.OFF;
    }

    /** Services of ours for the program, and of the program for us. */
    public GoPluginBroker broker() {
        return broker;
    }

    /** To the program's server; closed with this client. */
    public Channel channel() {
        return process.channel();
    }

    /** The application version that both sides speak. */
    public int appVersion() {
        return process.appVersion();
    }

    public long pid() {
        return process.child().pid();
    }

    public boolean isAlive() {
        return process.child().isAlive();
    }

    /** What it wrote to stderr last, oldest first; at most 64 KiB, a panic of many lines as one entry. */
    public List<String> lastLines() {
        return process.child().output().lastLines().all();
    }

    /** Shutdown, then signals; after it nothing of the program is left. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            broker.close();
            process.stop();
            host.close();
            run.close();
        }
    }
}

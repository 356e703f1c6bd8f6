package io.mortise.grpc.internal.wire;

import io.mortise.api.Deadline;
import io.mortise.api.host.LogLine;
import io.mortise.grpc.internal.process.LaunchThread;
import io.mortise.grpc.internal.process.ResourceLimits;
import io.mortise.grpc.internal.process.SandboxLevels;
import io.mortise.proto.wire.WireTransport;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What all plugin processes of one factory share: two event loops, the launch thread, the launchers of this machine.
 * Close it after the last process has ended.
 */
public final class GoPluginHost implements AutoCloseable {
    private static final int EVENT_LOOPS = 2;

    private final WireTransport transport = WireTransport.open("mortise/wire", EVENT_LOOPS);
    private final LaunchThread launchThread = new LaunchThread();
    private final SandboxLevels levels;
    private final ResourceLimits limits = ResourceLimits.ofThisMachine();
    /** Held, nothing more: see there. */
    private final QuietTransport unusedButHeld = QuietTransport.begin();

    private final Set<Path> swept = ConcurrentHashMap.newKeySet();

    public GoPluginHost(SandboxLevels levels) {
        this.levels = levels;
    }

    /**
     * Starts a program and waits until it has shown that it is a plugin.
     *
     * @param log takes what it writes, on its reading threads
     * @param born is told of the process as soon as there is one
     * @throws io.mortise.grpc.internal.process.NotStarted if it is none, with the process already gone
     */
    public GoPluginProcess start(
            GoPluginLaunch launch, Consumer<LogLine> log, Consumer<PluginChild> born, Deadline deadline)
            throws InterruptedException {
        sweepOnce(launch.run());
        return new GoPluginStart(this, launch, deadline).run(log, born);
    }

    /** Before the first process of a run directory: what a killed host left there. */
    public void sweepOnce(Path run) {
        if (swept.add(run)) {
            Sweep.clean(run);
        }
    }

    public SandboxLevels levels() {
        return levels;
    }

    public WireTransport transport() {
        return transport;
    }

    LaunchThread launchThread() {
        return launchThread;
    }

    ResourceLimits limits() {
        return limits;
    }

    @Override
    public void close() {
        transport.close();
        launchThread.close();
    }
}

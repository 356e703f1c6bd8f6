package io.mortise.sdk;

import io.grpc.ServerInterceptors;
import io.mortise.sdk.internal.Broker;
import io.mortise.sdk.internal.HclogWriter;
import io.mortise.sdk.internal.PluginProcess;
import java.util.List;

/** A plugin as the process runs it: {@code mortise.v1} over its functions and hooks. */
final class ServedPlugin implements PluginProcess.Application {
    /** So many calls wait for each that runs. */
    private static final int WAITING = 30;

    private final FunctionTable functions;
    private final HostLink link;
    private final Lifecycle.Hooks hooks;
    private final int concurrentCalls;

    ServedPlugin(FunctionTable functions, HostLink link, Lifecycle.Hooks hooks, int concurrentCalls) {
        this.functions = functions;
        this.link = link;
        this.hooks = hooks;
        this.concurrentCalls = concurrentCalls;
    }

    @Override
    public PluginProcess.Running start(Broker broker, HclogWriter log) {
        var lifecycle = new Lifecycle(hooks, link, broker);
        var calls = new HandlerPool("call", concurrentCalls, Math.multiplyExact(concurrentCalls, WAITING));
        var service = new PluginService(functions, lifecycle, link, calls, log);
        return new PluginProcess.Running(
                List.of(ServerInterceptors.intercept(service, CallHeaders.interceptor())), lifecycle::stop);
    }
}

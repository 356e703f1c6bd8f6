package io.mortise.testkit.guest;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Code;
import io.mortise.sdk.Config;
import io.mortise.sdk.Health;
import io.mortise.sdk.Plugin;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The plugin every runner is tested with, as a process. */
public final class ContractPlugin {
    private ContractPlugin() {}

    public static void main(String[] args) {
        AtomicReference<Config> started = new AtomicReference<>(pointer -> Optional.empty());
        Plugin plugin = Plugin.named("contract").onStart((config, host) -> {
            started.set(config);
            if (isTrue(config, "/trap_start")) {
                throw new IllegalStateException("asked to trap in start");
            }
            if (isTrue(config, "/fail_start")) {
                throw new CallRejected(Code.FAILED_PRECONDITION, "asked to fail");
            }
            if (isTrue(config, "/fail_activate")) {
                throw new CallRejected(Code.FAILED_PRECONDITION, "asked to fail activation");
            }
        });
        plugin.health(() -> Stream.ofNullable(started.get()).anyMatch(config -> isTrue(config, "/unhealthy"))
                ? Health.notReady("asked to be unhealthy")
                : Health.ready("fine"));
        Basics.register(plugin);
        Ends.register(plugin);
        Services.register(plugin);
        Exchange.register(plugin);
        Processes.register(plugin);
        plugin.serve(args);
    }

    private static boolean isTrue(Config config, String pointer) {
        return config.at(pointer, Object.class).filter(Boolean.TRUE::equals).isPresent();
    }
}

package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.HealthStatus;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.settings.Settings;
import java.time.Duration;
import java.util.List;

/** Asks a generation how it is: the guest's own probe, then the operator's probe calls, each under its own deadline. */
final class Probes {
    private final Core core;
    private final CallDesk desk;

    Probes(Core core, CallDesk desk) {
        this.core = core;
        this.desk = desk;
    }

    /** @throws PluginException NOT_HEALTHY with which probe and what it said; CANCELLED */
    void prove(Generation generation, Cancellation cancellation) {
        Settings settings = core.settings().now();
        Duration limit = settings.health().deadline();
        own(generation, limit, cancellation);
        for (Settings.Probe probe :
                settings.probes().getOrDefault(generation.prepared().id(), List.of())) {
            operators(generation, probe, limit, cancellation);
        }
    }

    private void own(Generation generation, Duration limit, Cancellation cancellation) {
        long began = System.nanoTime();
        HealthStatus status;
        Deadline deadline = Deadline.after(limit);
        try {
            status = core.verbs().within(generation.subject(), "health", deadline, cancellation, () -> generation
                    .runner()
                    .health(deadline));
        } catch (PluginException e) {
            throw unhealthy(generation, "health", e, began);
        }
        if (!status.ready()) {
            throw unhealthy(generation, "health", "said " + ForeignText.quote(status.message()), began);
        }
    }

    private void operators(Generation generation, Settings.Probe probe, Duration limit, Cancellation cancellation) {
        long began = System.nanoTime();
        try {
            CallableFunction function = generation.functions().named(probe.function());
            CallRequest request = CallRequest.of(
                            generation.prepared().id().name(),
                            probe.function(),
                            probe.input().getBytes(UTF_8))
                    .withCaller(Caller.application("probe"))
                    .withTimeout(limit)
                    .withCancellation(cancellation);
            Call call = function.admit(request, CallChain.EMPTY, desk.nextId(), began);
            function.check(core.verbs()
                    .within(generation.subject(), "probe", call.deadline(), cancellation, () -> generation
                            .runner()
                            .call(call))
                    .payload());
        } catch (PluginException e) {
            throw unhealthy(generation, "probes." + probe.function(), e, began);
        }
    }

    private static PluginException unhealthy(Generation generation, String probe, PluginException e, long began) {
        return e.failure() == Failure.CANCELLED
                ? e
                : unhealthy(generation, probe, "ended with " + e.text() + " [" + e.failure() + ']', began)
                        .causedBy(e);
    }

    private static PluginException unhealthy(Generation generation, String probe, String said, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return PluginException.of(
                Failure.NOT_HEALTHY,
                generation.subject(),
                "its probe " + probe + ' ' + said + " after " + CallErrors.duration(took),
                new Detail.Unhealthy(probe, said, took));
    }
}

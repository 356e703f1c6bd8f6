package io.mortise.wasm;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostFailure;
import io.mortise.api.manifest.Contribution;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.abi.Entry;
import io.mortise.wasm.internal.abi.GuestDocuments;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done once for a generation: the first instance describes, starts and activates the plugin. */
final class FirstGuest {
    private static final Logger LOG = LoggerFactory.getLogger(FirstGuest.class);

    private final GuestPlan plan;
    private final GuestMaker maker;
    private final PluginManifest manifest;

    FirstGuest(GuestPlan plan, GuestMaker maker, PluginManifest manifest) {
        this.plan = plan;
        this.maker = maker;
        this.manifest = manifest;
    }

    /** The instances made ahead, at least one; what was described; what may be called; what an operator should know. */
    record Ready(List<PooledGuest> guests, List<FunctionSpec> described, Set<String> callable, List<String> notes) {}

    Ready make(Deadline deadline) {
        refuseLargeMemory();
        touchServices();
        List<PooledGuest> guests = new ArrayList<>();
        boolean isReady = false;
        try {
            PooledGuest guest = maker.initialized(deadline, Cancellation.NONE);
            guests.add(guest);
            List<FunctionSpec> described = describe(guest, deadline);
            maker.begin(guest, deadline, Cancellation.NONE);
            List<String> notes = plan.spec().image() ? List.of(maker.keepImage(guest)) : List.of();
            maker.activate(guest, deadline);
            while (guests.size() < plan.minInstances()) {
                guests.add(maker.make(deadline, Cancellation.NONE));
            }
            isReady = true;
            return new Ready(guests, described, callable(described), notes);
        } finally {
            if (!isReady) {
                guests.forEach(PooledGuest::close);
                maker.dropImage();
            }
        }
    }

    private List<FunctionSpec> describe(PooledGuest guest, Deadline deadline) {
        try {
            List<FunctionSpec> described = maker.ask(guest, Entry.DESCRIBE, new byte[0], deadline, Cancellation.NONE)
                    .map(GuestDocuments::describe)
                    .orElse(List.of());
            return described;
        } catch (GuestDocuments.BadDocument e) {
            throw failed(
                    StartProblem.REFUSED,
                    "a document of functions",
                    String.valueOf(e.getMessage()),
                    "correct what mortise_describe outputs");
        }
    }

    private Set<String> callable(List<FunctionSpec> described) {
        Set<String> names = new LinkedHashSet<>(manifest.functions().keySet());
        manifest.contributes().stream().map(Contribution::function).forEach(names::add);
        Set<String> handled = described.stream().map(FunctionSpec::name).collect(Collectors.toSet());
        if (manifest.functions().isEmpty()) {
            names.addAll(handled);
        }
        List<String> missing = handled.isEmpty()
                ? List.of()
                : names.stream().filter(name -> !handled.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw failed(
                    StartProblem.REFUSED,
                    "a description of " + String.join(", ", missing),
                    "none",
                    "declare in plugin.yaml what the module handles");
        }
        return Set.copyOf(names);
    }

    /** Initialises the classes behind host calls here, where the stack is shallow. */
    private void touchServices() {
        HostApi host = plan.host();
        List<Supplier<Object>> services = List.of(
                host::kv,
                host::cache,
                host::http,
                host::events,
                host::secrets,
                host::sql,
                host::mail,
                host::jobs,
                host::plugins,
                host::app);
        for (Supplier<Object> service : services) {
            try {
                LOG.trace("{} is there", service.get());
            } catch (HostFailure e) {
                LOG.trace("a service is absent: {}", e.text());
            }
        }
    }

    private void refuseLargeMemory() {
        long wanted = plan.leastMemoryBytes();
        long allowed = plan.limits().memoryBytes();
        if (wanted > allowed) {
            throw failed(
                    StartProblem.INSTANTIATION,
                    "at most " + allowed + " bytes of memory",
                    wanted + " bytes declared by the module",
                    "raise limits.memory");
        }
    }

    private PluginException failed(StartProblem problem, String expected, String actual, String next) {
        return PluginException.of(
                Failure.START_FAILED,
                plan.subject(),
                "start wanted %s, got %s; %s".formatted(expected, actual, next),
                new Detail.StartFailure(problem, expected, actual, List.of(), next));
    }
}

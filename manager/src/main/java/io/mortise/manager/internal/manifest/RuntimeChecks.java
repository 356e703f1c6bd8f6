package io.mortise.manager.internal.manifest;

import io.mortise.manager.internal.yaml.Bounds;
import io.mortise.manager.internal.yaml.YamlView;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Checks {@code runtime}, {@code wasm} and {@code grpc}. */
final class RuntimeChecks {
    private RuntimeChecks() {}

    /** The runtimes offered, in their order. */
    static List<String> offered(YamlView root) {
        YamlView runtime = root.get("runtime");
        return runtime.text().map(List::of).orElseGet(runtime::texts);
    }

    static void check(YamlView root, PluginFiles files, Findings findings) {
        List<String> offered = offered(root);
        for (String name : Set.of("wasm", "grpc")) {
            if (root.get(name).isPresent() && !offered.isEmpty() && !offered.contains(name)) {
                findings.warning(root.get(name).keyProblem("is not read: runtime does not offer " + name));
            }
        }
        if (offered.contains("wasm")) {
            wasm(root.get("wasm"), files, findings);
        }
        if (offered.contains("grpc")) {
            LaunchCheck.check(root, files, findings);
            EnvironmentCheck.check(root.get("grpc").get("env"), findings);
            handshake(root.get("grpc"), findings);
        }
    }

    private static void wasm(YamlView wasm, PluginFiles files, Findings findings) {
        YamlView module = wasm.get("module");
        files.problem(module.text("plugin.wasm")).ifPresent(text -> findings.error(module.problem(text)));
        YamlView pool = wasm.get("pool");
        long max = pool.get("max_instances").number().orElse(8L);
        pool.get("min_instances")
                .number()
                .filter(min -> min > max)
                .ifPresent(min ->
                        findings.error(pool.get("min_instances").problem(min + " is more than max_instances, " + max)));
        Bounds.duration(pool.get("max_idle"), Duration.ofSeconds(1), Duration.ofHours(24))
                .ifPresent(findings::error);
    }

    private static void handshake(YamlView grpc, Findings findings) {
        boolean raw = grpc.get("protocol").text("mortise").equals("raw");
        boolean handshake = grpc.get("handshake").isPresent();
        boolean profile = grpc.get("profile").isPresent();
        if (raw && !handshake && !profile) {
            findings.error(grpc.get("protocol")
                    .problem("raw needs handshake (cookie_key, cookie_value, versions) or the profile of its family"));
        }
        if (handshake && profile) {
            findings.error(grpc.get("profile").keyProblem("is one too many: handshake or profile, not both"));
        }
        if (!raw && profile) {
            findings.error(grpc.get("profile").keyProblem("is for protocol: raw only"));
        }
        if (!raw && grpc.get("handshake").isPresent()) {
            findings.error(grpc.get("handshake").keyProblem("is for protocol: raw only"));
        }
    }
}

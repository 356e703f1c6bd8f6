package io.mortise.testkit;

import io.mortise.api.Origin;
import io.mortise.api.PluginBundle;
import io.mortise.api.Subject;
import io.mortise.api.manifest.FunctionSpec;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permission.Named;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plugin every runner is tested with: written in C for wasm and in Java for gRPC, equal to the byte. */
public final class ContractGuest {
    /** What both twins can be called by. */
    public static final List<String> FUNCTIONS = List.of(
            "echo",
            "fail",
            "trap",
            "spin",
            "alloc",
            "recurse",
            "recurse_forever",
            "output_size",
            "stream",
            "config",
            "call_info",
            "log",
            "stdout",
            "random",
            "time",
            "host_calls",
            "kv_get",
            "kv_set",
            "kv_delete",
            "kv_list",
            "kv_version",
            "kv_cas",
            "cache_get",
            "cache_set",
            "cache_delete",
            "http",
            "http_post",
            "emit_event",
            "on_event",
            "secret",
            "plugin_call",
            "app_call",
            "enqueue",
            "sql_query",
            "sql_exec",
            "mail_send");

    /** What only the wasm twin can be called by: how a guest lies about its memory. */
    public static final List<String> WASM_ONLY =
            List.of("silent_fail", "wrong_pointer", "huge_length", "negative_length");

    /** What only the gRPC twin can be called by. */
    public static final List<String> GRPC_ONLY =
            List.of("background", "env", "pid", "pid_of_parent", "crash", "kill_self", "stderr", "sleep_ignore");

    /** All it imports or calls. */
    public static final Permissions ASKS = Permissions.of(
            Permission.Http.to("*"),
            Permission.Kv.STANDARD,
            new Permission.Plain(Permission.Plain.Service.CACHE),
            new Permission.Plain(Permission.Plain.Service.JOBS),
            new Named(Named.Kind.EVENTS_PUBLISH, "contract.*"),
            new Named(Named.Kind.EVENTS_SUBSCRIBE, "contract.*"),
            new Named(Named.Kind.SECRETS, "TOKEN"),
            new Named(Named.Kind.PLUGINS, "other"),
            new Named(Named.Kind.APP, "app.echo"),
            new Named(Named.Kind.MAIL, "*"),
            new Permission.Sql(true));

    private ContractGuest() {}

    /** Its manifest for one runtime, asking for everything. */
    public static PluginManifest manifest(RuntimeSpec spec) {
        List<String> more = spec instanceof RuntimeSpec.Wasm ? WASM_ONLY : GRPC_ONLY;
        return PluginManifest.of("contract", "1.0.0", spec)
                .withFunctions(Stream.concat(FUNCTIONS.stream(), more.stream())
                        .map(FunctionSpec::of)
                        .toArray(FunctionSpec[]::new))
                .withPermissions(ASKS);
    }

    /** A bundle of generation 1 whose files lie in {@code root}. */
    public static PluginBundle bundle(RuntimeSpec spec, Path root) {
        PluginManifest manifest = manifest(spec);
        Subject subject = new Subject(manifest.name(), manifest.version(), 1);
        return new PluginBundle(subject, manifest, root, "0".repeat(64), new Origin("dir:test"));
    }

    /** The wasm twin. */
    public static byte[] module() {
        return resource("contract.wasm");
    }

    /** A module that can only echo. */
    public static byte[] minimalModule() {
        return resource("minimal.wasm");
    }

    private static byte[] resource(String name) {
        try (InputStream in = ContractGuest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the testkit's jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

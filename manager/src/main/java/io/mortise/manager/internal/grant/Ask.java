package io.mortise.manager.internal.grant;

import static java.util.Objects.requireNonNull;

import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.manager.internal.settings.EffectiveLimits;
import java.util.List;
import java.util.Map;

/**
 * All that an operator consents to before a plugin runs, or all that was consented to: the same shape, so that one can
 * be laid over the other.
 *
 * @param permissions of the manifest, and {@link Permission.Native} with the level the process would really get
 * @param limits those above our defaults
 * @param plaintext true when the process may speak without TLS
 */
public record Ask(Permissions permissions, LimitsAsk limits, Start process, boolean plaintext) {
    /** Nothing: such a wasm plugin runs at once. */
    public static final Ask NOTHING = new Ask(Permissions.NONE, LimitsAsk.NONE, Start.NONE, false);

    /**
     * How a process is started beyond its own file.
     *
     * @param program a command looked up in PATH; empty when the plugin brings its own
     * @param protocol {@code flowbot} or {@code raw}; empty for our own
     */
    public record Start(String program, String protocol, List<String> args, Map<String, String> env) {
        public static final Start NONE = new Start("", "", List.of(), Map.of());

        public Start {
            requireNonNull(program, "program");
            requireNonNull(protocol, "protocol");
            args = List.copyOf(args);
            env = Map.copyOf(env);
        }
    }

    public Ask {
        requireNonNull(permissions, "permissions");
        requireNonNull(limits, "limits");
        requireNonNull(process, "process");
    }

    /**
     * What {@code manifest} asks for when it runs as {@code runtime}.
     *
     * @param sandbox the level a process would really get on this machine
     */
    public static Ask of(PluginManifest manifest, RuntimeSpec runtime, Sandbox sandbox) {
        LimitsAsk limits = EffectiveLimits.aboveDefaults(manifest, runtime.kind());
        if (runtime.kind() == RuntimeKind.WASM) {
            return new Ask(manifest.permissions(), limits, Start.NONE, false);
        }
        Permissions all = manifest.permissions().with(new Permission.Native(sandbox));
        return new Ask(all, limits, ProcessAsk.of((RuntimeSpec.Grpc) runtime), false);
    }

    /** The same ask of a process that was found to speak without TLS. */
    public Ask withPlaintext() {
        return new Ask(permissions, limits, process, true);
    }

    Ask withPermissions(Permissions other) {
        return new Ask(other, limits, process, plaintext);
    }

    boolean isNothing() {
        return equals(NOTHING);
    }
}

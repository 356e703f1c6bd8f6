package io.mortise.wasm.internal.extism;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an Extism manifest says beside its modules; without one, {@link #STANDARD}. It only narrows: the grant and the
 * limits of the plugin hold as well.
 *
 * @param config under the plugin's own configuration, which wins
 * @param allowedHosts absent = whatever is granted
 * @param maxMemoryBytes of guest memories and arena together
 * @param maxHttpBytes of a response
 * @param maxVarBytes 0 = the guest may set none
 * @param timeout of a call
 */
record ExtismSettings(
        Map<String, String> config,
        Optional<List<HostGlob>> allowedHosts,
        long maxMemoryBytes,
        long maxHttpBytes,
        long maxVarBytes,
        Optional<Duration> timeout) {
    static final ExtismSettings STANDARD =
            new ExtismSettings(Map.of(), Optional.empty(), Long.MAX_VALUE, 50L << 20, 1L << 20, Optional.empty());

    ExtismSettings {
        config = Map.copyOf(config);
        allowedHosts = allowedHosts.map(List::copyOf);
    }

    boolean allows(String host) {
        return allowedHosts
                .map(globs -> globs.stream().anyMatch(glob -> glob.matches(host)))
                .orElse(true);
    }
}

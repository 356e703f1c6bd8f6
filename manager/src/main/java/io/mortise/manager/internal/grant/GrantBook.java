package io.mortise.manager.internal.grant;

import io.mortise.api.Cancellation.Registration;
import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.error.Detail.Violation;
import io.mortise.manager.internal.audit.DecisionLog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code grants.yaml}: every grant of a home, by plugin name and origin. Changes are written and synced, and the
 * decision with them, before they are acknowledged; a file that cannot be read gives nothing to anybody and says why.
 *
 * <p>Any thread. Changes are one after the other; reading takes no lock.
 */
public final class GrantBook {
    private GrantBook() {}

    /** Reads {@code file}, which may be absent. A broken one is reported by {@link #problems}, never taken for empty. */
    public static GrantBook open(Path file, DecisionLog decisions, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** May a generation with this ask start? When granted, its slot's live grant is up to date. */
    public Verdict decide(PluginId plugin, Origin origin, Ask ask, GrantPolicy policy) {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives the whole ask, or the parts named.
     *
     * @param parts as {@code permission=value}; empty = all of {@code ask}
     * @return what is given now
     * @throws io.mortise.api.error.PluginException BAD_INPUT with every part that cannot be read; SERVICE_FAILED when
     *     it cannot be stored
     */
    public Grant grant(PluginId plugin, Origin origin, Ask ask, List<String> parts, String by) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the parts named back, or everything. Acts on the next host call, even where it cannot be stored.
     *
     * @throws io.mortise.api.error.PluginException BAD_INPUT, SERVICE_FAILED as {@link #grant}
     */
    public Grant deny(PluginId plugin, Origin origin, List<String> parts, String by) {
        throw new UnsupportedOperationException();
    }

    /** Forgets the plugin's entry. */
    public void purge(PluginId plugin, String by) {
        throw new UnsupportedOperationException();
    }

    /** Reads the file again when it changed; true when what is given changed. Call it from a watch or a poll. */
    public boolean reread() {
        throw new UnsupportedOperationException();
    }

    /** Every entry, also of plugins that are not there. */
    public Map<PluginId, Grant> all() {
        throw new UnsupportedOperationException();
    }

    /** Why no stored grant counts at this moment; empty when the file is sound. */
    public List<Violation> problems() {
        throw new UnsupportedOperationException();
    }

    /** Tells which plugin's entry changed, after it counts; the hook must not block. */
    public Registration onChange(Consumer<PluginId> hook) {
        throw new UnsupportedOperationException();
    }
}

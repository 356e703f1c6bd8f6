package io.mortise.manager.internal.grant;

import io.mortise.api.Cancellation.Registration;
import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.audit.DecisionLog;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * {@code grants.yaml}: every grant of a home, by plugin name and origin. Changes are written and synced, and the
 * decision with them, before they are acknowledged; a file that cannot be read gives nothing to anybody and says why.
 *
 * <p>Any thread. Changes are one after the other under one lock; those who listen are called outside it.
 */
public final class GrantBook {
    private final Object lock = new Object();
    private final GrantStore store;
    private final InstantSource clock;
    private final GrantRules rules;
    private final LiveGrants live;
    private final List<Consumer<PluginId>> hooks = new CopyOnWriteArrayList<>();

    private GrantBook(GrantStore store, GrantRules rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.live = new LiveGrants(rules);
        this.clock = clock;
    }

    /** Reads {@code file}, which may be absent. A broken one is reported by {@link #problems}, never taken for empty. */
    public static GrantBook open(Path file, DecisionLog decisions, InstantSource clock) {
        return open(file, GrantRules.none(), decisions, clock);
    }

    /** The same with grants by rule beside them. */
    public static GrantBook open(Path file, GrantRules rules, DecisionLog decisions, InstantSource clock) {
        return new GrantBook(new GrantStore(new GrantsFile(file), decisions, clock), rules, clock);
    }

    /** May a generation with this ask start? When granted, its slot's live grant is up to date. */
    public Verdict decide(PluginId plugin, Origin origin, Ask ask, GrantPolicy policy) {
        Set<LiveGrant> told = new LinkedHashSet<>();
        Verdict verdict;
        synchronized (lock) {
            verdict = store.isBroken()
                    ? decideBlindly(live.of(plugin, origin), ask)
                    : decide(plugin, origin, ask, policy == GrantPolicy.AS_DECLARED, told);
        }
        told.forEach(LiveGrant::tell);
        return verdict;
    }

    private Verdict decideBlindly(LiveGrant mine, Ask ask) {
        return ask.isNothing() ? new Verdict.Granted(mine, ask) : Consent.unreadable(ask, store.problemTexts());
    }

    private Verdict decide(PluginId plugin, Origin origin, Ask ask, boolean asDeclared, Set<LiveGrant> told) {
        LiveGrant mine = live.of(plugin, origin);
        Optional<Grant> entry = store.entry(plugin);
        Given given = live.given(plugin, entry, origin, asDeclared);
        if (mine.set(given)) {
            told.add(mine);
        }
        Ask missing = Missing.of(ask, given);
        return missing.isNothing()
                ? new Verdict.Granted(mine, ask)
                : Consent.needed(plugin, origin, missing, given.stored(), entry);
    }

    /**
     * Gives the whole ask, or the parts named. An entry of another origin is replaced.
     *
     * @param parts as {@code permission=value}; empty = all of {@code ask}
     * @return what is given now
     * @throws PluginException BAD_INPUT with every part that cannot be read; BAD_CONFIG while the file cannot be read;
     *     SERVICE_FAILED when it cannot be stored
     */
    public Grant grant(PluginId plugin, Origin origin, Ask ask, List<String> parts, String by) {
        Grant next;
        Set<LiveGrant> told;
        synchronized (lock) {
            store.refuseWhileBroken(plugin);
            GrantChange change = new GrantChange(plugin, ask, isDeclared(plugin, origin));
            next = signed(change.give(former(plugin, origin), parts), by);
            store.write(plugin, "grant", by, store.entry(plugin), Optional.of(next));
            told = live.follow(plugin, Optional.of(next));
        }
        tell(plugin, told);
        return next;
    }

    /**
     * Takes the parts named back, or everything. Acts on the next host call, even where it cannot be stored.
     *
     * @param ask what the plugin asks for, so that a name alone can be understood
     * @throws PluginException as {@link #grant}
     */
    public Grant deny(PluginId plugin, Origin origin, Ask ask, List<String> parts, String by) {
        Grant next;
        Set<LiveGrant> told = new LinkedHashSet<>();
        try {
            synchronized (lock) {
                store.refuseWhileBroken(plugin);
                GrantChange change = new GrantChange(plugin, ask, isDeclared(plugin, origin));
                next = signed(change.take(former(plugin, origin), parts), by);
                Optional<Grant> before = store.entry(plugin);
                // The right is gone from here on, whatever the disk says.
                store.adopt(plugin, Optional.of(next));
                told.addAll(live.follow(plugin, Optional.of(next)));
                store.write(plugin, "deny", by, before, Optional.of(next));
            }
        } finally {
            told.forEach(LiveGrant::tell);
        }
        tell(plugin, Set.of());
        return next;
    }

    /** Forgets the plugin's entry. @throws PluginException as {@link #grant} */
    public void purge(PluginId plugin, String by) {
        Set<LiveGrant> told;
        synchronized (lock) {
            store.refuseWhileBroken(plugin);
            if (store.entry(plugin).isEmpty()) {
                return;
            }
            store.write(plugin, "purge", by, store.entry(plugin), Optional.empty());
            told = live.follow(plugin, Optional.empty());
        }
        tell(plugin, told);
    }

    private Grant former(PluginId plugin, Origin origin) {
        return store.entry(plugin)
                .filter(grant -> grant.origin().equals(origin))
                .orElse(Grant.nothing(origin, "", Instant.EPOCH));
    }

    private Grant signed(Grant grant, String by) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Grant(grant.origin(), grant.given(), grant.taken(), by, at);
    }

    private boolean isDeclared(PluginId plugin, Origin origin) {
        return live.of(plugin, origin).given().asDeclared();
    }

    /** Reads the file again when it changed; true when what is given changed. Call it from a watch or a poll. */
    public boolean reread() {
        boolean otherRules = rules.reread();
        if (!store.isStale() && !otherRules) {
            return false;
        }
        Set<PluginId> touched;
        Set<LiveGrant> told;
        synchronized (lock) {
            touched = new TreeSet<>(store.isStale() ? store.reread() : Set.of());
            if (otherRules) {
                touched.addAll(live.plugins());
            }
            told = store.isBroken() ? live.closeAll() : live.followAll(store.all());
        }
        told.forEach(LiveGrant::tell);
        touched.forEach(plugin -> tell(plugin, Set.of()));
        return !touched.isEmpty() || !told.isEmpty();
    }

    /** Every entry, also of plugins that are not there. */
    public SortedMap<PluginId, Grant> all() {
        return store.all();
    }

    /** Why no stored grant counts at this moment; empty when the file is sound. */
    public List<Violation> problems() {
        return store.problems();
    }

    /** Why no rule of the policy file counts at this moment; empty when it is sound, or there is none. */
    public List<Violation> ruleProblems() {
        return rules.problems();
    }

    /** Tells which plugin's entry changed, after it counts; the hook must not block. */
    public Registration onChange(Consumer<PluginId> hook) {
        hooks.add(hook);
        return () -> hooks.remove(hook);
    }

    private void tell(PluginId plugin, Set<LiveGrant> told) {
        told.forEach(LiveGrant::tell);
        hooks.forEach(hook -> hook.accept(plugin));
    }
}

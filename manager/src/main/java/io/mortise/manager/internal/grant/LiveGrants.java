package io.mortise.manager.internal.grant;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The live grants of every plugin this manager has seen, by name and origin. Guarded by the book's lock. */
final class LiveGrants {
    private final Map<Identity, LiveGrant> all = new LinkedHashMap<>();
    private final GrantRules rules;

    private record Identity(PluginId plugin, Origin origin) {}

    LiveGrants(GrantRules rules) {
        this.rules = rules;
    }

    LiveGrant of(PluginId plugin, Origin origin) {
        return all.computeIfAbsent(new Identity(plugin, origin), identity -> new LiveGrant(Given.NOTHING));
    }

    /** What rules and an entry give to this origin; another one's entry gives nothing. */
    Given given(PluginId plugin, Optional<Grant> entry, Origin origin, boolean asDeclared) {
        Ask byRule = rules.given(plugin, origin);
        return entry.filter(grant -> grant.origin().equals(origin))
                .map(grant -> new Given(asDeclared, AskSum.of(byRule, grant.given()), grant.taken()))
                .orElse(new Given(asDeclared, byRule, Taken.NOTHING));
    }

    Set<PluginId> plugins() {
        return all.keySet().stream().map(Identity::plugin).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Brings the live grants of one plugin in line with its entry. @return those that changed, to be told later */
    Set<LiveGrant> follow(PluginId plugin, Optional<Grant> entry) {
        return setEach((identity, now) ->
                identity.plugin().equals(plugin) ? given(plugin, entry, identity.origin(), now.asDeclared()) : now);
    }

    Set<LiveGrant> followAll(Map<PluginId, Grant> entries) {
        return setEach((identity, now) -> given(
                identity.plugin(),
                Optional.ofNullable(entries.get(identity.plugin())),
                identity.origin(),
                now.asDeclared()));
    }

    /** Nothing stored counts any more; what was taken back stays taken. */
    Set<LiveGrant> closeAll() {
        return setEach((identity, now) -> new Given(now.asDeclared(), Ask.NOTHING, now.taken()));
    }

    private Set<LiveGrant> setEach(BiFunction<Identity, Given, Given> next) {
        Set<LiveGrant> changed = new LinkedHashSet<>();
        all.forEach((identity, grant) -> {
            if (grant.set(next.apply(identity, grant.given()))) {
                changed.add(grant);
            }
        });
        return changed;
    }
}

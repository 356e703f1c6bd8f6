package io.mortise.manager.internal.grant;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The live grants of every plugin this manager has seen, by name and origin. Guarded by the book's lock. */
final class LiveGrants {
    private final Map<Identity, LiveGrant> all = new LinkedHashMap<>();

    private record Identity(PluginId plugin, Origin origin) {}

    LiveGrant of(PluginId plugin, Origin origin) {
        return all.computeIfAbsent(new Identity(plugin, origin), identity -> new LiveGrant(Given.NOTHING));
    }

    /** What an entry gives to this origin; another one's gives nothing. */
    static Given given(Optional<Grant> entry, Origin origin, boolean asDeclared) {
        return entry.filter(grant -> grant.origin().equals(origin))
                .map(grant -> new Given(asDeclared, grant.given(), grant.taken()))
                .orElse(new Given(asDeclared, Ask.NOTHING, Taken.NOTHING));
    }

    /** Brings the live grants of one plugin in line with its entry. @return those that changed, to be told later */
    Set<LiveGrant> follow(PluginId plugin, Optional<Grant> entry) {
        return setEach((identity, now) ->
                identity.plugin().equals(plugin) ? given(entry, identity.origin(), now.asDeclared()) : now);
    }

    Set<LiveGrant> followAll(Map<PluginId, Grant> entries) {
        return setEach((identity, now) ->
                given(Optional.ofNullable(entries.get(identity.plugin())), identity.origin(), now.asDeclared()));
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

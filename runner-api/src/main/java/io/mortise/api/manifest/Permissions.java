package io.mortise.api.manifest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is asked for, or what is granted: a set of {@link Permission}s. What none of them covers is denied. */
public record Permissions(Set<Permission> all) {
    public static final Permissions NONE = new Permissions(Set.of());

    public Permissions {
        all = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(all));
    }

    public static Permissions of(Permission... some) {
        return new Permissions(new LinkedHashSet<>(List.of(some)));
    }

    public <P extends Permission> Stream<P> of(Class<P> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    public <P extends Permission> Optional<P> first(Class<P> kind) {
        return of(kind).findFirst();
    }

    /** True when one of these allows all that {@code wanted} would. */
    public boolean cover(Permission wanted) {
        return all.stream().anyMatch(given -> given.covers(wanted));
    }

    /** Those of {@code wanted} that nothing here covers, in their order. */
    public List<Permission> missing(Permissions wanted) {
        return wanted.all.stream().filter(each -> !cover(each)).toList();
    }

    public Permissions with(Permission more) {
        Set<Permission> union = new LinkedHashSet<>(all);
        union.add(more);
        return new Permissions(union);
    }

    /** Without every permission that {@code taken} covers. */
    public Permissions without(Permission taken) {
        List<Permission> kept = new ArrayList<>(all);
        kept.removeIf(taken::covers);
        return new Permissions(new LinkedHashSet<>(kept));
    }
}

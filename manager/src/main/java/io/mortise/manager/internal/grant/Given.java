package io.mortise.manager.internal.grant;

import static java.util.Objects.requireNonNull;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What counts for one plugin from one origin.
 *
 * @param asDeclared true when the whole ask of each generation is given, as an operator said of its source
 * @param stored what {@code grants.yaml} adds
 * @param taken what was taken back; it beats both
 */
public record Given(boolean asDeclared, Ask stored, Taken taken) {
    static final Given NOTHING = new Given(false, Ask.NOTHING, Taken.NOTHING);

    public Given {
        requireNonNull(stored, "stored");
        requireNonNull(taken, "taken");
    }

    /** The permissions of a generation that asked for {@code ask}. */
    public Permissions permissions(Ask ask) {
        Set<Permission> all = new LinkedHashSet<>(stored.permissions().all());
        if (asDeclared) {
            all.addAll(ask.permissions().all());
        }
        all.removeIf(taken::covers);
        return new Permissions(all);
    }
}

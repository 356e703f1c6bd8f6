package io.mortise.manager.internal.grant;

import static java.util.Objects.requireNonNull;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;

/**
 * What an operator took back and the plugin has to live without, also where it is granted as declared.
 *
 * @param everything true after {@code mortise deny NAME}: nothing is given until it is granted anew
 */
public record Taken(boolean everything, Permissions permissions) {
    public static final Taken NOTHING = new Taken(false, Permissions.NONE);

    static final Taken EVERYTHING = new Taken(true, Permissions.NONE);

    public Taken {
        requireNonNull(permissions, "permissions");
    }

    /** True when no part of {@code wanted} is left. */
    boolean covers(Permission wanted) {
        return everything || permissions.all().stream().anyMatch(each -> takes(each, wanted));
    }

    /** Taking back is coarser than giving: a host with all its methods and ports, a directory with both modes. */
    static boolean takes(Permission taken, Permission wanted) {
        if (taken instanceof Permission.Http host && wanted instanceof Permission.Http other) {
            return Permission.Http.to(host.host()).covers(Permission.Http.to(other.host()));
        }
        if (taken instanceof Permission.Filesystem directory) {
            return new Permission.Filesystem(directory.path(), true).covers(wanted);
        }
        if (taken instanceof Permission.Named || taken instanceof Permission.Plain) {
            return taken.covers(wanted);
        }
        return taken.name().equals(wanted.name());
    }
}

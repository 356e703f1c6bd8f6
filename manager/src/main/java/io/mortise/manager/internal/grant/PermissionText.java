package io.mortise.manager.internal.grant;

import io.mortise.api.Sandbox;
import io.mortise.api.error.ForeignText;
import io.mortise.api.manifest.Glob;
import io.mortise.api.manifest.Permission;
import io.mortise.manager.internal.yaml.Quantity;
import java.util.OptionalLong;

/** Reads one permission as operators write it: {@code http=api.example}, {@code kv=1MiB}, {@code sql=read}. */
final class PermissionText {
    private PermissionText() {}

    /** A part that cannot be read; the message says what would do. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String text) {
            super(text, null, false, false);
        }
    }

    /** True when a part of this name is a permission. */
    static boolean isName(String name) {
        return switch (name) {
            case "http", "kv", "cache", "jobs", "sql", "filesystem", "native" -> true;
            default -> namedKind(name) != null;
        };
    }

    /** @param value behind the equals sign; never empty */
    static Permission parse(String name, String value) throws Unreadable {
        return switch (name) {
            case "http" -> HttpText.parse(value);
            case "kv" -> new Permission.Kv(bytes(value));
            case "cache", "jobs" -> throw new Unreadable("takes no value; write " + name);
            case "sql" -> new Permission.Sql(isWrite(value, "sql"));
            case "filesystem" -> filesystem(value);
            case "native" -> new Permission.Native(level(value));
            default -> named(name, value);
        };
    }

    private static Permission named(String name, String value) throws Unreadable {
        Permission.Named.Kind kind = namedKind(name);
        if (kind == null) {
            throw new Unreadable("is no permission");
        }
        boolean glob =
                switch (kind) {
                    case EVENTS_PUBLISH, EVENTS_SUBSCRIBE, MAIL -> true;
                    case SECRETS, PLUGINS, APP -> false;
                };
        if (glob ? !Glob.isValid(value) : value.indexOf('*') >= 0 || value.isBlank()) {
            throw new Unreadable(ForeignText.quote(value)
                    + (glob ? " is no glob: at most one * in each segment between dots" : " is no exact name"));
        }
        return new Permission.Named(kind, value);
    }

    private static Permission.Named.@org.jspecify.annotations.Nullable Kind namedKind(String name) {
        for (Permission.Named.Kind kind : Permission.Named.Kind.values()) {
            if (kind.key().equals(name)) {
                return kind;
            }
        }
        return null;
    }

    private static long bytes(String value) throws Unreadable {
        OptionalLong size =
                value.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(value)) : Quantity.size(value);
        if (size.isEmpty()) {
            throw new Unreadable(ForeignText.quote(value) + " is no size; write 1MiB");
        }
        return size.getAsLong();
    }

    private static boolean isWrite(String value, String name) throws Unreadable {
        return switch (value) {
            case "read" -> false;
            case "readwrite" -> true;
            default ->
                throw new Unreadable(ForeignText.quote(value) + " is no mode of " + name + "; read or readwrite");
        };
    }

    private static Permission filesystem(String value) throws Unreadable {
        int colon = value.lastIndexOf(':');
        String path = colon < 0 ? value : value.substring(0, colon);
        boolean write = colon >= 0 && isWrite(value.substring(colon + 1), "filesystem");
        if (path.isEmpty() || ("/" + path + "/").contains("/../") || path.indexOf('\\') >= 0) {
            throw new Unreadable(ForeignText.quote(value) + " is no directory; write data or /srv/data:readwrite");
        }
        return new Permission.Filesystem(path, write);
    }

    static Sandbox level(String value) throws Unreadable {
        return switch (value) {
            case "full" -> Sandbox.FULL;
            case "limited" -> Sandbox.LIMITED;
            case "none" -> Sandbox.NONE;
            default -> throw new Unreadable(ForeignText.quote(value) + " is no sandbox level; full, limited or none");
        };
    }
}

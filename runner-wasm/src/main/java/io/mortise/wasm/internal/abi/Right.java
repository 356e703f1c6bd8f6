package io.mortise.wasm.internal.abi;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permission.Named;
import io.mortise.api.manifest.Permission.Plain;
import io.mortise.api.manifest.Permissions;
import java.util.function.Predicate;

/** What a manifest must ask for before its module may import something. Whether it is granted, the gate says later. */
@SuppressWarnings("ImmutableEnumChecker") // a predicate without state
public enum Right {
    NONE("", permission -> true),
    KV("kv", Permission.Kv.class::isInstance),
    CACHE("cache", plain(Plain.Service.CACHE)),
    HTTP("http", Permission.Http.class::isInstance),
    EVENTS("events.publish", named(Named.Kind.EVENTS_PUBLISH)),
    SQL("sql", Permission.Sql.class::isInstance),
    MAIL("mail", named(Named.Kind.MAIL)),
    SECRETS("secrets", named(Named.Kind.SECRETS)),
    JOBS("jobs", plain(Plain.Service.JOBS)),
    PLUGINS("plugins", named(Named.Kind.PLUGINS)),
    APP("app", named(Named.Kind.APP));

    private final String key;
    private final Predicate<Permission> isOfThisKind;

    Right(String key, Predicate<Permission> isOfThisKind) {
        this.key = key;
        this.isOfThisKind = isOfThisKind;
    }

    private static Predicate<Permission> plain(Plain.Service service) {
        return permission -> permission instanceof Plain plain && plain.service() == service;
    }

    private static Predicate<Permission> named(Named.Kind kind) {
        return permission -> permission instanceof Named named && named.kind() == kind;
    }

    /** As written below {@code permissions} in plugin.yaml. */
    public String key() {
        return key;
    }

    public boolean isAskedForBy(Permissions asked) {
        return this == NONE || asked.all().stream().anyMatch(isOfThisKind);
    }
}

package io.mortise.manager.internal.gate;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.grant.Ask;
import io.mortise.manager.internal.grant.Given;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is given to one generation, laid out so that a host call is answered without searching or allocating. Where a
 * text stands for a right it is the grant as the audit shows it; empty = not given.
 */
record GrantView(
        Given from,
        List<Permission.Http> http,
        Set<String> httpSecrets,
        String httpBy,
        long kvBytes,
        Flags flags,
        Names names) {
    /** Rights that are there or not. */
    record Flags(String kv, String cache, String jobs, String sqlRead, String sqlWrite) {}

    /** Rights to names. */
    record Names(NameSet publish, NameSet secrets, NameSet plugins, NameSet app, NameSet mail) {}

    static GrantView of(Given given, Ask ask) {
        Permissions all = given.permissions(ask);
        List<Permission.Http> http = all.of(Permission.Http.class).toList();
        return new GrantView(
                given,
                http,
                http.stream().flatMap(each -> each.auth().stream()).collect(Collectors.toUnmodifiableSet()),
                http.stream().map(Permission::text).collect(Collectors.joining(" ")),
                all.of(Permission.Kv.class)
                        .mapToLong(Permission.Kv::maxBytes)
                        .max()
                        .orElse(0),
                flags(all),
                names(all));
    }

    private static Flags flags(Permissions all) {
        return new Flags(
                text(all.first(Permission.Kv.class)),
                text(plain(all, Permission.Plain.Service.CACHE)),
                text(plain(all, Permission.Plain.Service.JOBS)),
                text(all.first(Permission.Sql.class)),
                text(all.of(Permission.Sql.class).filter(Permission.Sql::write).findFirst()));
    }

    private static Optional<Permission.Plain> plain(Permissions all, Permission.Plain.Service service) {
        return all.of(Permission.Plain.class)
                .filter(each -> each.service() == service)
                .findFirst();
    }

    private static String text(Optional<? extends Permission> permission) {
        return permission.map(Permission::text).orElse("");
    }

    private static Names names(Permissions all) {
        return new Names(
                NameSet.of(all, Permission.Named.Kind.EVENTS_PUBLISH),
                NameSet.of(all, Permission.Named.Kind.SECRETS),
                NameSet.of(all, Permission.Named.Kind.PLUGINS),
                NameSet.of(all, Permission.Named.Kind.APP),
                NameSet.of(all, Permission.Named.Kind.MAIL));
    }

    /** The very object, not an equal one: comparing two grants would cost more than the call they guard. */
    @SuppressWarnings("ReferenceEquality")
    boolean isFrom(Given given) {
        return from == given;
    }

    /** True when requests that {@code former} allowed are all allowed here too. */
    boolean coversHttpOf(GrantView former) {
        return former.http.stream().allMatch(had -> http.stream().anyMatch(has -> has.covers(had)));
    }
}

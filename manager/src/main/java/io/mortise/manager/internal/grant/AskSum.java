package io.mortise.manager.internal.grant;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two asks together; where there can be only one value the second one's counts. */
final class AskSum {
    private AskSum() {}

    static Ask of(Ask one, Ask more) {
        return new Ask(
                permissions(one.permissions(), more.permissions()),
                LimitText.wider(one.limits(), more.limits()),
                process(one.process(), more.process()),
                one.plaintext() || more.plaintext());
    }

    /** What another one covers is not kept beside it. */
    private static Permissions permissions(Permissions one, Permissions more) {
        Set<Permission> all = new LinkedHashSet<>(one.all());
        for (Permission each : more.all()) {
            if (all.stream().noneMatch(given -> given.covers(each))) {
                all.removeIf(each::covers);
                all.add(each);
            }
        }
        return new Permissions(all);
    }

    private static Ask.Start process(Ask.Start one, Ask.Start more) {
        Map<String, String> env = new LinkedHashMap<>(one.env());
        env.putAll(more.env());
        List<String> args = more.args().isEmpty() ? one.args() : more.args();
        return new Ask.Start(
                more.program().isEmpty() ? one.program() : more.program(),
                more.protocol().isEmpty() ? one.protocol() : more.protocol(),
                args,
                env);
    }
}

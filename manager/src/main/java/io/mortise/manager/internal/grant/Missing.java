package io.mortise.manager.internal.grant;

import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The part of an ask that is not given. */
final class Missing {
    private Missing() {}

    static Ask of(Ask ask, Given given) {
        if (given.taken().everything()) {
            return ask;
        }
        Permissions has = given.permissions(ask);
        Permissions permissions = new Permissions(new LinkedHashSet<>(has.missing(ask.permissions()).stream()
                .filter(each -> !livesWithout(each, given.taken()))
                .toList()));
        if (given.asDeclared()) {
            return Ask.NOTHING.withPermissions(permissions);
        }
        return new Ask(
                permissions,
                limits(ask.limits(), given.stored().limits()),
                process(ask.process(), given.stored().process()),
                ask.plaintext() && !given.stored().plaintext());
    }

    /** An operator said that it must do without; only without its process can nothing live. */
    private static boolean livesWithout(Permission wanted, Taken taken) {
        return !(wanted instanceof Permission.Native) && taken.covers(wanted);
    }

    private static LimitsAsk limits(LimitsAsk asked, LimitsAsk given) {
        Map<String, Long> has = LimitText.numbers(given);
        Map<String, Long> wanted = new LinkedHashMap<>(LimitText.numbers(asked));
        wanted.entrySet().removeIf(each -> has.getOrDefault(each.getKey(), 0L) >= each.getValue());
        return LimitText.limits(wanted);
    }

    private static Ask.Start process(Ask.Start asked, Ask.Start given) {
        Map<String, String> env = new LinkedHashMap<>(asked.env());
        env.entrySet().removeIf(each -> each.getValue().equals(given.env().get(each.getKey())));
        List<String> args = asked.args().equals(given.args()) ? List.of() : new ArrayList<>(asked.args());
        return new Ask.Start(
                asked.program().equals(given.program()) ? "" : asked.program(),
                asked.protocol().equals(given.protocol()) ? "" : asked.protocol(),
                args,
                env);
    }
}

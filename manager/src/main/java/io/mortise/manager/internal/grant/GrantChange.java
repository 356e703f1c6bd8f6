package io.mortise.manager.internal.grant;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The arithmetic of one change: what an entry becomes when parts are given or taken.
 *
 * @param ask what the plugin asks for
 * @param asDeclared true when an operator said that its whole ask is given
 */
record GrantChange(PluginId plugin, Ask ask, boolean asDeclared) {
    /** What counts after giving {@code parts}, or the whole ask where none is named. */
    Grant give(Grant former, List<String> parts) {
        Ask more = parts.isEmpty() ? ask : parsed(new AskPart(ask), parts);
        refuseInsideTaken(former.taken(), more);
        Set<Permission> taken = new LinkedHashSet<>(
                former.taken().everything()
                        ? ask.permissions().all()
                        : former.taken().permissions().all());
        taken.removeIf(each -> more.permissions().all().stream().anyMatch(given -> Taken.takes(given, each)));
        Taken left = parts.isEmpty() ? Taken.NOTHING : new Taken(false, new Permissions(taken));
        return new Grant(former.origin(), AskSum.of(former.given(), more), left, former.by(), former.at());
    }

    /** What counts after taking {@code parts}, or everything where none is named. */
    Grant take(Grant former, List<String> parts) {
        if (parts.isEmpty()) {
            return new Grant(former.origin(), Ask.NOTHING, Taken.EVERYTHING, former.by(), former.at());
        }
        Ask known = AskSum.of(former.given(), ask);
        Ask less = parsed(new AskPart(known), parts);
        refusePartOfMore(known, less);
        if (asDeclared && !Ask.NOTHING.withPermissions(less.permissions()).equals(less)) {
            throw bad(List.of(new Violation(
                    String.join(" ", parts),
                    "the plugin is granted as declared; deny all of it, or set limits in mortise.yaml")));
        }
        Set<Permission> taken = new LinkedHashSet<>(former.taken().permissions().all());
        taken.addAll(less.permissions().all());
        Taken all = new Taken(former.taken().everything(), new Permissions(taken));
        return new Grant(former.origin(), without(former.given(), less), all, former.by(), former.at());
    }

    private Ask parsed(AskPart reader, List<String> parts) {
        Ask sum = Ask.NOTHING;
        List<Violation> problems = new ArrayList<>();
        for (String part : parts) {
            try {
                sum = AskSum.of(sum, reader.parse(part));
            } catch (PermissionText.Unreadable e) {
                problems.add(new Violation(part, String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw bad(problems);
        }
        return sum;
    }

    /** What lies inside something taken back would be given without effect, or bring back all of it. */
    private void refuseInsideTaken(Taken taken, Ask more) {
        for (Permission given : more.permissions().all()) {
            Optional<Permission> wider = taken.permissions().all().stream()
                    .filter(each -> Taken.takes(each, given) && !Taken.takes(given, each))
                    .findFirst();
            if (wider.isPresent()) {
                throw bad(List.of(new Violation(
                        AskText.part(given),
                        "was taken back with " + AskText.part(wider.get()) + "; grant that first")));
            }
        }
    }

    /** A hole in a pattern could not be shown, stored or enforced: the pattern itself has to go. */
    private void refusePartOfMore(Ask known, Ask less) {
        for (Permission taken : less.permissions().all()) {
            Optional<Permission> wider = known.permissions().all().stream()
                    .filter(each -> each.covers(taken) && !Taken.takes(taken, each))
                    .findFirst();
            if (wider.isPresent()) {
                String whole = AskText.part(wider.get());
                throw bad(List.of(new Violation(
                        AskText.part(taken), "is only a part of " + whole + "; deny that and grant what should stay")));
            }
        }
    }

    private static Ask without(Ask given, Ask less) {
        Set<Permission> kept = new LinkedHashSet<>(given.permissions().all());
        kept.removeIf(each -> less.permissions().all().stream().anyMatch(taken -> Taken.takes(taken, each)));
        Map<String, Long> limits = new HashMap<>(LimitText.numbers(given.limits()));
        limits.keySet().removeAll(LimitText.numbers(less.limits()).keySet());
        LimitsAsk leftLimits = LimitText.limits(limits);
        Map<String, String> env = new HashMap<>(given.process().env());
        env.keySet().removeAll(less.process().env().keySet());
        Ask.Start process = new Ask.Start(
                less.process().program().isEmpty() ? given.process().program() : "",
                less.process().protocol().isEmpty() ? given.process().protocol() : "",
                less.process().args().isEmpty() ? given.process().args() : List.of(),
                env);
        return new Ask(new Permissions(kept), leftLimits, process, given.plaintext() && !less.plaintext());
    }

    private PluginException bad(List<Violation> problems) {
        String text = problems.stream()
                .map(each -> ForeignText.quote(each.place()) + ' ' + each.problem())
                .collect(Collectors.joining("; "));
        return PluginException.of(Failure.BAD_INPUT, plugin, text, new Detail.Violations(problems));
    }
}

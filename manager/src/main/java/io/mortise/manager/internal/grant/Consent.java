package io.mortise.manager.internal.grant;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator is asked when a plugin has to wait. */
final class Consent {
    private Consent() {}

    /** @param entry what is stored under the plugin's name, also of another origin */
    static Verdict.Waiting needed(PluginId plugin, Origin origin, Ask missing, Ask given, Optional<Grant> entry) {
        List<String> diff = new ArrayList<>();
        entry.filter(stored -> !stored.origin().equals(origin))
                .ifPresent(stored -> diff.add("origin changed: granted to " + stored.origin() + ", this is " + origin));
        entry.filter(stored -> stored.origin().equals(origin) && stored.taken().everything())
                .ifPresent(stored -> diff.add("everything was taken back by " + stored.by() + " at " + stored.at()));
        diff.addAll(AskDiff.lines(missing, given));
        List<String> parts = AskText.parts(missing);
        List<String> commands = new ArrayList<>();
        commands.add(GrantCommand.of(plugin, List.of()));
        parts.forEach(part -> commands.add(GrantCommand.of(plugin, List.of(part))));
        return new Verdict.Waiting(parts, diff, commands);
    }

    /** While the book cannot be read nobody knows what was given or taken back. */
    static Verdict.Waiting unreadable(Ask ask, List<String> problems) {
        List<String> diff = new ArrayList<>();
        problems.forEach(problem -> diff.add("grants cannot be read: " + problem));
        diff.addAll(AskDiff.lines(ask, Ask.NOTHING));
        return new Verdict.Waiting(AskText.parts(ask), diff, List.of());
    }
}

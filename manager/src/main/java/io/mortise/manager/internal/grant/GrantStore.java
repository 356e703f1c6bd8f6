package io.mortise.manager.internal.grant;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.audit.Decision;
import io.mortise.manager.internal.audit.DecisionLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entries of {@code grants.yaml} in memory and on the disk. Written under the book's lock only; read from any thread. */
final class GrantStore {
    private static final Logger LOG = LoggerFactory.getLogger("io.mortise.manager.grant");

    private final GrantsFile file;
    private final DecisionLog decisions;
    private final InstantSource clock;
    private volatile GrantsFile.Content content;
    // What counted when the file could be read last; an edit is told against it.
    private SortedMap<PluginId, Grant> lastSound;

    GrantStore(GrantsFile file, DecisionLog decisions, InstantSource clock) {
        this.file = file;
        this.decisions = decisions;
        this.clock = clock;
        this.content = file.read();
        this.lastSound = content.grants();
    }

    /** Empty while the file cannot be read. */
    SortedMap<PluginId, Grant> all() {
        return new TreeMap<>(content.grants());
    }

    Optional<Grant> entry(PluginId plugin) {
        return Optional.ofNullable(content.grants().get(plugin));
    }

    List<Violation> problems() {
        return content.problems();
    }

    boolean isBroken() {
        return !content.problems().isEmpty();
    }

    List<String> problemTexts() {
        return problems().stream().map(Violation::toString).toList();
    }

    void refuseWhileBroken(PluginId plugin) {
        if (isBroken()) {
            throw PluginException.of(
                    Failure.BAD_CONFIG,
                    plugin,
                    file.path() + " cannot be read, so nothing can be changed in it: "
                            + String.join("; ", problemTexts()),
                    new Detail.Violations(problems()));
        }
    }

    /** In memory alone. */
    void adopt(PluginId plugin, Optional<Grant> entry) {
        become(with(plugin, entry), content.stamp());
    }

    private void become(SortedMap<PluginId, Grant> grants, GrantsFile.Stamp stamp) {
        content = new GrantsFile.Content(grants, List.of(), stamp);
        lastSound = grants;
    }

    private SortedMap<PluginId, Grant> with(PluginId plugin, Optional<Grant> entry) {
        SortedMap<PluginId, Grant> all = all();
        entry.ifPresentOrElse(grant -> all.put(plugin, grant), () -> all.remove(plugin));
        return all;
    }

    /** The decision first: a grant in effect that nobody decided would be worse than a decision without effect. */
    void write(PluginId plugin, String what, String by, Optional<Grant> before, Optional<Grant> after) {
        SortedMap<PluginId, Grant> all = with(plugin, after);
        refuseUnreadable(plugin, what, all);
        decisions.append(
                new Decision(clock.instant(), by, what, plugin.name(), GrantLine.of(before), GrantLine.of(after), ""));
        try {
            become(all, file.write(all));
        } catch (IOException e) {
            throw PluginException.of(
                            Failure.SERVICE_FAILED,
                            plugin,
                            what + " could not be stored in " + file.path()
                                    + "; make room or make it writable, and say it again",
                            new Detail.Service("grants", what, e.getClass().getSimpleName()))
                    .causedBy(e);
        }
    }

    private void refuseUnreadable(PluginId plugin, String what, SortedMap<PluginId, Grant> all) {
        List<Violation> problems = file.problemsOf(all);
        if (!problems.isEmpty()) {
            throw PluginException.of(
                    Failure.BAD_INPUT,
                    plugin,
                    what + " would leave grants that cannot be read: " + problems.get(0),
                    new Detail.Violations(problems));
        }
    }

    boolean isStale() {
        return !file.stamp().equals(content.stamp());
    }

    /** Takes the file as it is now. @return the plugins whose entry is another one than before */
    Set<PluginId> reread() {
        GrantsFile.Content former = content;
        GrantsFile.Content next = file.read();
        content = next;
        if (next.problems().isEmpty()) {
            note(lastSound, next.grants());
            lastSound = next.grants();
        } else {
            LOG.atError()
                    .addKeyValue("file", file.path())
                    .log("grants cannot be read and count for nobody: {}", String.join("; ", problemTexts()));
        }
        return changed(former.grants(), next.grants());
    }

    private static Set<PluginId> changed(SortedMap<PluginId, Grant> former, SortedMap<PluginId, Grant> next) {
        Set<PluginId> all = new TreeSet<>(former.keySet());
        all.addAll(next.keySet());
        all.removeIf(plugin -> at(former, plugin).equals(at(next, plugin)));
        return all;
    }

    private static Optional<Grant> at(SortedMap<PluginId, Grant> grants, PluginId plugin) {
        return Optional.ofNullable(grants.get(plugin));
    }

    /** Somebody edited the file: what that decided is written down like any other decision. */
    private void note(SortedMap<PluginId, Grant> former, SortedMap<PluginId, Grant> next) {
        String editor = String.valueOf(file.path().getFileName());
        for (PluginId plugin : changed(former, next)) {
            String before = GrantLine.of(at(former, plugin));
            String after = GrantLine.of(at(next, plugin));
            try {
                decisions.append(new Decision(clock.instant(), editor, "edit", plugin.name(), before, after, ""));
            } catch (PluginException e) {
                // The file says what counts, written down or not; nobody waits here for an acknowledgement.
                LOG.atWarn().setCause(e).addKeyValue("plugin", plugin).log("an edit of grants was not written down");
            }
        }
    }
}

package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.Remembered.Said;
import io.mortise.manager.internal.audit.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an operator decides for the whole manager. Each decision is on the disk before it acts, and is kept across
 * restarts. Any thread.
 */
public final class Oversight {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Assembly parts;
    private final Operating operating;

    Oversight(Assembly parts, Operating operating) {
        this.parts = parts;
        this.operating = operating;
    }

    /**
     * No reloads and no installs from here on. What runs goes on, is restarted after a crash and rolled back when it must
     * be; rights can be taken back, plugins disabled and put away.
     */
    public void freeze(String by) {
        Said said = operating.said(requireNonNull(by, "by"));
        decided(by, "freeze", "");
        parts.core.state().decide(now -> now.frozen(said));
        parts.core.hub().notice(true, "frozen " + said.words() + ": no reloads, no installs");
    }

    /**
     * Forgets for good what sleeps under a plugin's name, from every origin: its grant, files and key-value entries.
     *
     * @throws PluginException UNKNOWN_PLUGIN when nothing is kept under this name and no plugin has it; BAD_INPUT while it
     *     runs
     */
    public void purge(String plugin, String by) {
        if (!PluginId.PATTERN.matcher(requireNonNull(plugin, "plugin")).matches()) {
            throw parts.core.slots().unknown(plugin, parts.core.grants().all().keySet());
        }
        parts.purging.run(PluginId.of(plugin), requireNonNull(by, "by"));
    }

    /** Takes up everything that came meanwhile. */
    public void thaw(String by) {
        decided(requireNonNull(by, "by"), "thaw", "");
        parts.core.state().decide(now -> now.frozen(Said.NOTHING));
        parts.core.hub().notice(false, "thawed by " + by);
        parts.core.slots().all().forEach(slot -> parts.reloads.wish(slot, ReloadCause.CHANGE));
    }

    /** By whom and since when it is frozen, in words. */
    public Optional<String> frozen() {
        return Optional.of(parts.core.state().now().frozen())
                .filter(Said::holds)
                .map(Said::words);
    }

    /**
     * Puts content away: whatever plugin has it is stopped, and it starts nowhere. Its files stay as evidence.
     *
     * @param hash SHA-256 of a bundle, as status shows it
     * @throws PluginException BAD_INPUT when it is no hash
     */
    public void quarantine(String hash, String by) {
        requireHash(hash);
        Said said = operating.said(requireNonNull(by, "by"));
        decided(by, "quarantine", hash);
        parts.core.state().decide(now -> now.quarantined(hash, said));
        lookAt(hash, Wish.ofLess());
    }

    /** Lets that content run again. */
    public void lift(String hash, String by) {
        requireHash(hash);
        decided(requireNonNull(by, "by"), "lift quarantine", hash);
        parts.core.state().decide(now -> now.quarantined(hash, Said.NOTHING));
        lookAt(hash, Wish.of(ReloadCause.CHANGE));
    }

    /** Hashes of content that starts nowhere, and who put it away. */
    public Map<String, String> quarantined() {
        Map<String, String> words = new TreeMap<>();
        parts.core.state().now().quarantined().forEach((hash, said) -> words.put(hash, said.words()));
        return words;
    }

    /** What keeps the manager from being well although plugins serve: state that cannot be written, stuck guests. */
    public List<String> degraded() {
        List<String> lines =
                new ArrayList<>(parts.core.state().trouble().stream().toList());
        long abandoned = parts.core.verbs().abandoned();
        if (abandoned > 0) {
            lines.add(abandoned + " starts, stops or probes did not end in time, their threads were abandoned");
        }
        return lines;
    }

    private void lookAt(String hash, Wish wish) {
        for (Slot slot : parts.core.slots().all()) {
            boolean concerned = slot.live()
                            .filter(live -> live.prepared().bundle().hash().equals(hash))
                            .isPresent()
                    || slot.files()
                            .latest()
                            .filter(latest -> latest.stored().hash().equals(hash))
                            .isPresent();
            if (concerned) {
                var unused = operating.settled(slot, wish);
            }
        }
    }

    private void decided(String by, String what, String hash) {
        parts.decisions.append(new Decision(parts.core.clock().instant(), by, what, "manager", "", what, hash));
    }

    private static void requireHash(String hash) {
        if (!HASH.matcher(requireNonNull(hash, "hash")).matches()) {
            throw PluginException.of(
                    Failure.BAD_INPUT,
                    "quarantine",
                    "a bundle is named by 64 hexadecimal digits, as `mortise status NAME` shows them",
                    new Detail.Violations(List.of(new Detail.Violation("hash", "is no SHA-256"))));
        }
    }
}

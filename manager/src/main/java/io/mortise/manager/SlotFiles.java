package io.mortise.manager;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.manifest.PluginManifest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Where a slot's files lie and what was last read of them. Any thread. */
final class SlotFiles {
    private final Place place;
    private final AtomicReference<Optional<Fetched>> fresh = new AtomicReference<>(Optional.empty());
    private volatile Optional<Fetched> latest = Optional.empty();
    private volatile Optional<Fetched> good = Optional.empty();
    private volatile List<String> problems = List.of();
    private volatile boolean gone;

    SlotFiles(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    Origin origin() {
        return place.origin();
    }

    /** Files that were read a moment ago: the next reload takes them instead of reading again. */
    void offer(Fetched fetched) {
        read(fetched);
        fresh.set(Optional.of(fetched));
    }

    Optional<Fetched> takeFresh() {
        return fresh.getAndSet(Optional.empty());
    }

    void read(Fetched fetched) {
        latest = Optional.of(fetched);
        problems = List.of();
    }

    /** Every problem of the files as they are now, for people. */
    void problems(List<String> lines) {
        problems = List.copyOf(lines);
    }

    List<String> problems() {
        return problems;
    }

    /** The last readable content. */
    Optional<Fetched> latest() {
        return latest;
    }

    /** This content was started and proved healthy. */
    void served(Fetched fetched) {
        good = Optional.of(fetched);
    }

    /** What a restart runs: the last content that served, or the last readable one when none did. */
    Optional<Fetched> good() {
        return good.or(() -> latest);
    }

    Optional<PluginManifest> manifest() {
        return latest.map(Fetched::manifest);
    }

    /** Whether the last readable content wants that plugin. */
    boolean requires(PluginId plugin) {
        Optional<Fetched> now = latest;
        return now.isPresent() && now.get().manifest().requires().plugins().containsKey(plugin);
    }

    /** The files are no longer there. */
    void vanish() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }
}

package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.manager.internal.manifest.ManifestReader;
import io.mortise.manager.internal.manifest.ManifestReading;
import io.mortise.source.BundleStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads plugins' files into the store. Any thread. */
final class BundleReader {
    /** The bundles kept that nothing uses. */
    private static final long KEPT_BYTES = 1L << 30;

    /** No longer than an opening takes from reading a plugin to starting it. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final BundleStore store;
    private final ManifestReader reader;
    private final Mounts mounts;
    private final Map<String, List<String>> excerpts = new ConcurrentHashMap<>();

    BundleReader(BundleStore store, ManifestReader reader, Mounts mounts) {
        this.store = store;
        this.reader = reader;
        this.mounts = mounts;
    }

    Mounts mounts() {
        return mounts;
    }

    /**
     * A stable copy of what lies there now, and its manifest.
     *
     * @throws PluginException BAD_BUNDLE, BAD_MANIFEST with every problem
     */
    Fetched fetch(Place place) {
        excerpts.remove(place.key());
        Path staging = store.staging();
        BundleStore.Stored stored;
        long hashedAt;
        try {
            hashedAt = System.nanoTime();
            stored = store.adopt(place.supply().source().snapshot(place.candidate(), staging));
        } finally {
            store.discard(staging);
        }
        return read(place, stored, hashedAt);
    }

    /**
     * Content that was fetched once; empty when the store has it no longer.
     *
     * @throws PluginException BAD_BUNDLE when it is no longer what was fetched
     */
    Optional<Fetched> open(Place place, String hash) {
        Optional<BundleStore.Stored> found = store.find(hash);
        long hashedAt = System.nanoTime();
        found.ifPresent(store::verify);
        return found.map(stored -> read(place, stored, hashedAt));
    }

    private Fetched read(Place place, BundleStore.Stored stored, long hashedAt) {
        ManifestReading reading = reader.read(stored.root());
        if (reading instanceof ManifestReading.Valid valid) {
            List<String> warnings =
                    valid.warnings().stream().map(Detail.Violation::toString).toList();
            return new Fetched(place, stored, named(place, valid.manifest()), warnings, hashedAt);
        }
        ManifestReading.Invalid invalid = (ManifestReading.Invalid) reading;
        excerpts.put(place.key(), invalid.text().lines().toList());
        throw PluginException.of(
                Failure.BAD_MANIFEST,
                place.candidate().name(),
                Problems.line(invalid.problems()),
                new Detail.Violations(invalid.problems()));
    }

    /** Under the name it goes by here. */
    private static PluginManifest named(Place place, PluginManifest manifest) {
        PluginId name = place.supply().nameOf(manifest.name());
        return new PluginManifest(
                name,
                manifest.version(),
                manifest.about(),
                manifest.runtimes(),
                manifest.requires(),
                manifest.functions(),
                manifest.contributes(),
                manifest.lifecycle(),
                manifest.permissions(),
                manifest.limits(),
                manifest.configSchema());
    }

    /** The problems of the last reading with excerpt and caret, for a terminal; empty when it was well. */
    List<String> excerpt(Place place) {
        return excerpts.getOrDefault(place.key(), List.of());
    }

    /**
     * Before a start: hashes the copy in the store again, unless that was done a moment ago.
     *
     * @throws PluginException BAD_BUNDLE when it is no longer what was read
     */
    void verify(Fetched fetched) {
        if (System.nanoTime() - fetched.hashedAt() > MOMENT.toNanos()) {
            store.verify(fetched.stored());
        }
    }

    /** Lets go of bundles that no slot has. */
    void collect(Slots slots, Set<String> kept) {
        Set<String> used = new HashSet<>(kept);
        for (Slot slot : slots.all()) {
            slot.files().latest().ifPresent(fetched -> used.add(fetched.stored().hash()));
            slot.files().good().ifPresent(fetched -> used.add(fetched.stored().hash()));
            slot.live().ifPresent(live -> used.add(live.prepared().bundle().hash()));
        }
        store.collect(used, KEPT_BYTES);
    }
}

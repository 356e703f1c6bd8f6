package io.mortise.manager;

import io.mortise.api.Origin;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.Source;
import io.mortise.api.Subject;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.manager.internal.audit.Journal;
import io.mortise.manager.internal.config.EffectiveConfig;
import io.mortise.manager.internal.grant.Ask;
import io.mortise.manager.internal.settings.EffectiveLimits;
import io.mortise.manager.internal.settings.Settings;
import io.mortise.testkit.FakeRunnerFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The smallest parts that make a slot and a generation without a manager around them. */
final class Fakes {
    private static final PluginManifest MANIFEST = PluginManifest.of("echo", "1.0.0", RuntimeSpec.Wasm.STANDARD);

    private static final Prepared PREPARED = prepared();

    private Fakes() {}

    /** Not started; only its counter works. */
    static Generation generation(long number) {
        return new Generation(PREPARED.numbered(number), null, null, null);
    }

    private static Prepared prepared() {
        Subject subject = Subject.unstarted(MANIFEST.name(), "1.0.0");
        PluginBundle bundle = new PluginBundle(subject, MANIFEST, Path.of("/nowhere"), "0", new Origin("dir:."));
        EffectiveLimits limits = EffectiveLimits.of(MANIFEST, RuntimeKind.WASM, Settings.LimitSettings.NONE);
        EffectiveConfig config = new EffectiveConfig(new byte[] {'{', '}'}, List.of(), List.of(), Set.of());
        Prepared.Terms terms =
                new Prepared.Terms(limits, config, Sandbox.WASM, Ask.NOTHING, Permissions.NONE, List.of(), 0);
        return new Prepared(bundle, new FakeRunnerFactory(RuntimeKind.WASM), terms, null, List.of());
    }

    static Slot slot(EventHub hub) {
        PluginId id = MANIFEST.name();
        Place place = new Place(new Supply(new NoSource(), GrantPolicy.stored(), Map.of()), candidate());
        return new Slot(
                id,
                new SlotFiles(place),
                Journal.of(id, 1000, 100, line -> {}),
                new Chronicle(id, hub, Clock.systemUTC()));
    }

    private static Source.Candidate candidate() {
        return new Source.Candidate("echo", Path.of("/nowhere/echo"));
    }

    private record NoSource() implements Source {
        @Override
        public Origin origin() {
            return new Origin("dir:.");
        }

        @Override
        public List<Candidate> scan() {
            return List.of();
        }

        @Override
        public Path snapshot(Candidate candidate, Path staging) {
            return staging;
        }

        @Override
        public Watch watch(java.util.function.Consumer<Set<String>> changed) {
            throw new IllegalStateException("nothing to watch");
        }

        @Override
        public void close() {}
    }
}

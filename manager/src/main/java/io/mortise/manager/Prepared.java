package io.mortise.manager;

import io.mortise.api.Limits;
import io.mortise.api.Mount;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginId;
import io.mortise.api.RunnerFactory;
import io.mortise.api.Sandbox;
import io.mortise.api.Subject;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.manager.internal.config.EffectiveConfig;
import io.mortise.manager.internal.grant.Ask;
import io.mortise.manager.internal.grant.Verdict;
import io.mortise.manager.internal.settings.EffectiveLimits;
import java.util.Arrays;
import java.util.List;

/**
 * Everything decided before a generation is made: files, runtime, limits, configuration, rights.
 *
 * @param notes of the manifest's reader
 */
record Prepared(PluginBundle bundle, RunnerFactory factory, Terms terms, Verdict.Granted granted, List<String> notes) {
    /**
     * What the operator's settings and grant come to for this manifest.
     *
     * @param given what was granted of {@code ask} when this was made
     * @param keepFailed how many of its failed calls are kept as recordings; 0 = none
     */
    record Terms(
            EffectiveLimits limits,
            EffectiveConfig config,
            Sandbox sandbox,
            Ask ask,
            Permissions given,
            List<Mount> mounts,
            int keepFailed) {}

    Prepared {
        notes = List.copyOf(notes);
    }

    PluginId id() {
        return bundle.subject().plugin();
    }

    Subject subject() {
        return bundle.subject();
    }

    PluginManifest manifest() {
        return bundle.manifest();
    }

    Limits limits() {
        return terms.limits().limits();
    }

    /** The same as generation {@code number}. */
    Prepared numbered(long number) {
        Subject next = new Subject(id(), manifest().version(), number);
        PluginBundle named = new PluginBundle(next, manifest(), bundle.root(), bundle.hash(), bundle.origin());
        return new Prepared(named, factory, terms, granted, notes);
    }

    /** True when a generation made of this would be like one made of {@code other}. */
    boolean isLike(Prepared other) {
        return bundle.hash().equals(other.bundle.hash())
                && factory.runtime() == other.factory.runtime()
                && limits().equals(other.limits())
                && terms.sandbox() == other.terms.sandbox()
                && terms.mounts().equals(other.terms.mounts())
                && terms.ask().equals(other.terms.ask())
                && terms.keepFailed() == other.terms.keepFailed()
                && Arrays.equals(terms.config().json(), other.terms.config().json());
    }
}

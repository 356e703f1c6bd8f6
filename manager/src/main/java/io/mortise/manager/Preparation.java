package io.mortise.manager;

import io.mortise.api.Limits;
import io.mortise.api.Mount;
import io.mortise.api.PluginBundle;
import io.mortise.api.PluginId;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.error.StartProblem;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.manager.internal.config.ConfigLayer;
import io.mortise.manager.internal.config.ConfigResolver;
import io.mortise.manager.internal.config.EffectiveConfig;
import io.mortise.manager.internal.grant.Ask;
import io.mortise.manager.internal.grant.Verdict;
import io.mortise.manager.internal.settings.EffectiveLimits;
import io.mortise.manager.internal.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Steps 2 and 3 of a reload: files, manifest and settings become everything that a generation is made of. */
final class Preparation {
    private static final EffectiveConfig UNCONFIGURED =
            new EffectiveConfig(new byte[] {'{', '}'}, List.of(), List.of(), Set.of());

    private final Core core;
    private final BundleReader files;
    private final Runtimes runtimes;
    private final ConfigBook configs;
    private final ConfigResolver resolver;

    Preparation(Core core, BundleReader files, Runtimes runtimes, ConfigBook configs, ConfigResolver resolver) {
        this.core = core;
        this.files = files;
        this.runtimes = runtimes;
        this.configs = configs;
        this.resolver = resolver;
    }

    BundleReader files() {
        return files;
    }

    /** What is asked of the operator, before anything is decided. */
    record Wanted(Fetched fetched, Runtimes.Choice runtime, EffectiveLimits limits, Sandbox sandbox, Ask ask) {
        Subject subject() {
            return Subject.unstarted(
                    fetched.manifest().name(), fetched.manifest().version());
        }
    }

    /** @throws PluginException NOT_SERVING (unresolved), START_FAILED */
    Wanted wanted(Fetched fetched) {
        PluginManifest manifest = fetched.manifest();
        Subject subject = Subject.unstarted(manifest.name(), manifest.version());
        Settings settings = core.settings().now();
        Optional<RuntimeKind> said = Optional.ofNullable(settings.runtime().get(manifest.name()));
        Runtimes.Choice choice =
                runtimes.choose(subject, manifest, said, core.clock().instant());
        RuntimeKind kind = choice.spec().kind();
        Sandbox level = choice.factory().sandbox(settings.sandbox().level());
        if (kind == RuntimeKind.GRPC && !level.isAtLeast(settings.sandbox().minimum())) {
            throw tooWeak(subject, level, settings.sandbox().minimum());
        }
        EffectiveLimits limits = EffectiveLimits.of(manifest, kind, settings.limits());
        return new Wanted(fetched, choice, limits, level, Ask.of(manifest, choice.spec(), level));
    }

    Verdict decide(Wanted wanted) {
        Place place = wanted.fetched().place();
        return core.grants()
                .decide(
                        wanted.fetched().manifest().name(),
                        place.origin(),
                        wanted.ask(),
                        internal(place.supply().grants()));
    }

    static io.mortise.manager.internal.grant.GrantPolicy internal(GrantPolicy policy) {
        return policy instanceof GrantPolicy.AsDeclared
                ? io.mortise.manager.internal.grant.GrantPolicy.AS_DECLARED
                : io.mortise.manager.internal.grant.GrantPolicy.STORED;
    }

    /** @throws PluginException BAD_CONFIG, GRANT_MISSING */
    Prepared prepare(Wanted wanted, Verdict.Granted granted) {
        Fetched fetched = wanted.fetched();
        PluginManifest manifest = fetched.manifest();
        Subject subject = wanted.subject();
        EffectiveConfig config = config(manifest.name(), manifest);
        String identity = fetched.place().origin().identityOf(manifest.name());
        Permissions given = granted.live().given().permissions(granted.ask());
        List<Mount> mounts = files.mounts().of(subject, identity, given);
        PluginBundle bundle = new PluginBundle(
                subject,
                manifest,
                fetched.stored().root(),
                fetched.stored().hash(),
                fetched.place().origin());
        Prepared.Terms terms = new Prepared.Terms(
                wanted.limits(),
                config,
                wanted.sandbox(),
                wanted.ask(),
                given,
                mounts,
                core.settings().now().record().getOrDefault(manifest.name(), 0));
        return new Prepared(bundle, wanted.runtime().factory(), terms, granted, fetched.warnings());
    }

    /** What a manifest that was not prepared would be limited to, for {@code explain}. */
    Limits limits(Wanted wanted) {
        return wanted.limits().limits();
    }

    /** @throws PluginException BAD_CONFIG with every violation */
    EffectiveConfig config(PluginId plugin, PluginManifest manifest) {
        List<ConfigLayer> layers = configs.layers(plugin, core.settings().now());
        if (layers.isEmpty() && manifest.configSchema().isEmpty()) {
            // Most plugins have none: a thousand of them start without a thousand schemas.
            return UNCONFIGURED;
        }
        return resolver.resolve(Subject.unstarted(plugin, manifest.version()), manifest.configSchema(), layers);
    }

    private static PluginException tooWeak(Subject subject, Sandbox level, Sandbox minimum) {
        return PluginException.of(
                Failure.START_FAILED,
                subject,
                "would run in sandbox " + level.text() + ", settings demand at least " + minimum.text()
                        + "; lower sandbox.minimum or see `mortise doctor`",
                new Detail.StartFailure(
                        StartProblem.SANDBOX, minimum.text(), level.text(), List.of(), "mortise doctor"));
    }
}

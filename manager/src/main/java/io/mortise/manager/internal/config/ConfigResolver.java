package io.mortise.manager.internal.config;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Subject;
import java.util.List;
import java.util.Optional;

/** Makes the one configuration of a plugin from its layers. */
public final class ConfigResolver {
    private final SecretResolver secrets;

    public ConfigResolver(SecretResolver secrets) {
        this.secrets = requireNonNull(secrets, "secrets");
    }

    /**
     * @param schema the manifest's {@code config_schema} as JSON text; absent = any object
     * @param layers highest first; merged by top-level key
     * @throws io.mortise.api.error.PluginException BAD_CONFIG with every violation; BAD_MANIFEST for a schema that
     *     cannot be used
     */
    public EffectiveConfig resolve(Subject subject, Optional<String> schema, List<ConfigLayer> layers) {
        throw new UnsupportedOperationException(subject + schema.orElse("") + layers + secrets);
    }
}

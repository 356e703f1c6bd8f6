package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.manifest.PluginManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The four schemas that ship with the project; ours, so the caps for foreign ones do not apply. */
public final class ShippedSchema {
    private static final String PLUGIN = "/io/mortise/api/plugin.schema.json";
    private static final String SETTINGS = "/io/mortise/manager/settings.schema.json";

    private static final String GRANTS = "/io/mortise/manager/grants.schema.json";

    private static final String GRANT_RULES = "/io/mortise/manager/grant-rules.schema.json";

    private ShippedSchema() {}

    public static CompiledSchema plugin() {
        return CompiledSchema.trusted(text(PluginManifest.class, PLUGIN));
    }

    public static CompiledSchema settings() {
        return CompiledSchema.trusted(text(ShippedSchema.class, SETTINGS));
    }

    public static CompiledSchema grants() {
        return CompiledSchema.trusted(text(ShippedSchema.class, GRANTS));
    }

    public static CompiledSchema grantRules() {
        return CompiledSchema.trusted(text(ShippedSchema.class, GRANT_RULES));
    }

    /** The text of plugin.schema.json. */
    public static String pluginText() {
        return text(PluginManifest.class, PLUGIN);
    }

    /** The text of settings.schema.json. */
    public static String settingsText() {
        return text(ShippedSchema.class, SETTINGS);
    }

    private static String text(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

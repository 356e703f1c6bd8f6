package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.audit.DurableFiles;
import io.mortise.manager.internal.config.ConfigLayer;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import io.mortise.manager.internal.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The places a plugin's configuration is written in: the application's, the operator's kept one, the settings. */
final class ConfigBook {
    private final Path file;
    private final Map<PluginId, String> application = new ConcurrentHashMap<>();
    private final Map<PluginId, String> kept = new ConcurrentHashMap<>();
    private final Object writing = new Object();

    private ConfigBook(Path file) {
        this.file = file;
    }

    /** @throws PluginException BAD_CONFIG when the kept file is damaged */
    static ConfigBook open(Path file, Map<PluginId, String> application) {
        ConfigBook book = new ConfigBook(file);
        book.application.putAll(application);
        if (Files.exists(file)) {
            try {
                Map<?, ?> all = Json.read(Files.readAllBytes(file), Map.class);
                all.forEach((name, value) ->
                        book.kept.put(PluginId.of(name.toString()), new String(Json.write(value), UTF_8)));
            } catch (IOException | BadJson | IllegalArgumentException e) {
                throw bad(file, "cannot be read: " + e.getMessage() + "; mend it or move it away");
            }
        }
        return book;
    }

    /** Highest first. */
    List<ConfigLayer> layers(PluginId plugin, Settings settings) {
        List<ConfigLayer> layers = new ArrayList<>();
        Optional.ofNullable(application.get(plugin))
                .ifPresent(json -> layers.add(new ConfigLayer(ConfigLayer.BUILDER, json)));
        Optional.ofNullable(kept.get(plugin)).ifPresent(json -> layers.add(new ConfigLayer(ConfigLayer.KEPT, json)));
        Optional.ofNullable(settings.config().get(plugin))
                .ifPresent(json -> layers.add(new ConfigLayer(ConfigLayer.SETTINGS, json)));
        return layers;
    }

    /** Replaces the application's word; {@code {}} takes it back. Answers what was said before. */
    String apply(PluginId plugin, String json) {
        requireObject(plugin, json);
        String before = application.put(plugin, json);
        return before == null ? "{}" : before;
    }

    /** The same for the kept word; written when {@link #store} is called. */
    String applyKept(PluginId plugin, String json) {
        requireObject(plugin, json);
        String before = kept.put(plugin, json);
        return before == null ? "{}" : before;
    }

    /** The kept word; {@code {}} when there is none. */
    String kept(PluginId plugin) {
        return kept.getOrDefault(plugin, "{}");
    }

    /** @throws PluginException SERVICE_FAILED */
    void store() {
        Map<String, Object> all = new TreeMap<>();
        kept.forEach((plugin, json) -> all.put(plugin.name(), Json.read(json.getBytes(UTF_8), Map.class)));
        all.values().removeIf(value -> value instanceof Map<?, ?> map && map.isEmpty());
        synchronized (writing) {
            try {
                DurableFiles.replace(file, Json.write(all));
            } catch (IOException e) {
                throw PluginException.of(
                                Failure.SERVICE_FAILED,
                                "configuration " + file,
                                "cannot be written: " + e,
                                new Detail.Service("configuration", "write", String.valueOf(e.getMessage())))
                        .causedBy(e);
            }
        }
    }

    private static void requireObject(PluginId plugin, String json) {
        try {
            Json.read(json.getBytes(UTF_8), Map.class);
        } catch (BadJson e) {
            throw bad(plugin, "its configuration is to be a JSON object: " + e.getMessage());
        }
    }

    private static PluginException bad(Object subject, String problem) {
        return PluginException.of(
                Failure.BAD_CONFIG,
                subject,
                problem,
                new Detail.Violations(List.of(new Detail.Violation(subject.toString(), problem))));
    }
}

package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.PluginId;
import io.mortise.api.manifest.About;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.api.manifest.Requires;
import io.mortise.api.manifest.RuntimeSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequirementsTest {
    private final Map<PluginId, PluginManifest> there = new HashMap<>();

    @Test
    void unmet_saysWhatIsWantedAndWhatThereIs() {
        add("geo", "1.9.0", Map.of());
        PluginManifest weather = add("weather", "1.0.0", Map.of("geo", "^2.1", "maps", ">=1"));

        assertThat(requirements().unmet(weather))
                .contains("wants the plugin geo ^2.1, there is 1.9.0; wants the plugin maps >=1, there is none");
    }

    @Test
    void unmet_checksTheApplication() {
        PluginManifest desk = manifest("desk", "1.0.0", Map.of("deskbot", "^3"), Map.of());

        assertThat(requirements().unmet(desk)).contains("wants the application deskbot ^3, this is 2.1.0");
        assertThat(requirements().unmet(manifest("other", "1.0.0", Map.of("wiki", "*"), Map.of())))
                .contains("wants the application wiki *, this is deskbot");
        assertThat(requirements().unmet(manifest("fine", "1.0.0", Map.of("deskbot", "^2.1"), Map.of())))
                .isEmpty();
    }

    @Test
    void unmet_printsTheShortestCycle() {
        PluginManifest a = add("aa", "1.0.0", Map.of("bb", "*"));
        add("bb", "1.0.0", Map.of("cc", "*"));
        add("cc", "1.0.0", Map.of("aa", "*"));

        assertThat(requirements().unmet(a)).contains("requires itself: aa → bb → cc → aa");
    }

    @Test
    void optional_ordersButNeverBlocks() {
        Requires.Dependency maybe = new Requires.Dependency(">=1", true);
        PluginManifest aa = manifest("aa", "1.0.0", Map.of(), Map.of(PluginId.of("zz"), maybe));
        there.put(aa.name(), aa);

        assertThat(requirements().unmet(aa)).isEmpty();
        add("zz", "0.1.0", Map.of());
        assertThat(requirements().unmet(aa)).isEmpty();
        assertThat(requirements().order()).containsExactly(PluginId.of("zz"), PluginId.of("aa"));
    }

    @Test
    void leftBehind_namesThoseWhoseRangeIsLeft() {
        add("geo", "2.1.0", Map.of());
        add("weather", "1.0.0", Map.of("geo", "^2.1"));
        add("maps", "1.0.0", Map.of("geo", ">=1"));

        assertThat(requirements().leftBehind(PluginId.of("geo"), "3.0.0")).isEqualTo(List.of(PluginId.of("weather")));
        assertThat(requirements().leftBehind(PluginId.of("geo"), ""))
                .isEqualTo(List.of(PluginId.of("maps"), PluginId.of("weather")));
    }

    private Requirements requirements() {
        return new Requirements(there, Map.of("deskbot", "2.1.0"));
    }

    private PluginManifest add(String name, String version, Map<String, String> plugins) {
        Map<PluginId, Requires.Dependency> edges = new HashMap<>();
        plugins.forEach((plugin, range) -> edges.put(PluginId.of(plugin), new Requires.Dependency(range, false)));
        PluginManifest manifest = manifest(name, version, Map.of(), edges);
        there.put(manifest.name(), manifest);
        return manifest;
    }

    private static PluginManifest manifest(
            String name, String version, Map<String, String> apps, Map<PluginId, Requires.Dependency> plugins) {
        return new PluginManifest(
                PluginId.of(name),
                version,
                About.NOTHING,
                List.of(RuntimeSpec.Wasm.STANDARD),
                new Requires(Optional.empty(), apps, plugins),
                Map.of(),
                List.of(),
                PluginManifest.Lifecycle.STANDARD,
                Permissions.NONE,
                LimitsAsk.NONE,
                Optional.empty());
    }
}

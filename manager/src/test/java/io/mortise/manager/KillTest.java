package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager killed with -9 anywhere: the next one finds what was acknowledged, and one of two legal states of the rest. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillTest {
    private static final int POINTS = 200;
    private static final Set<String> STEPS = Set.of("install", "grant", "reload", "disable", "remove");

    private final Random random = new Random();
    private final Set<String> hit = new HashSet<>();
    private final Map<String, Model> models = new HashMap<>();

    @TempDir
    Path home;

    @TempDir
    Path beside;

    /** What is known of one plugin; an empty version means that it is not there. */
    private record Model(String version, boolean granted, boolean disabled) {
        static final Model NOTHING = new Model("", false, false);

        Model after(String what, String next) {
            return switch (what) {
                case "install", "reload" -> new Model(next, granted, disabled);
                case "remove" -> new Model("", granted, disabled);
                case "grant" -> new Model(version, true, disabled);
                case "deny" -> new Model(version, false, disabled);
                case "disable" -> new Model(version, granted, true);
                default -> new Model(version, granted, false);
            };
        }

        boolean fits(List<PluginStatus> found, boolean isGranted) {
            if (granted != isGranted || version.isEmpty() || found.isEmpty()) {
                return granted == isGranted && version.isEmpty() && found.isEmpty();
            }
            PluginState state = found.get(0).state();
            // Without the grant it waits for it, or lives without what was taken back.
            boolean stands = disabled
                    ? state == PluginState.DISABLED
                    : state == PluginState.RUNNING || (!granted && state == PluginState.AWAITING_GRANT);
            return stands && found.get(0).version().equals(version);
        }
    }

    @Tag("slow")
    @Test
    void killed_atTwoHundredPoints_keepsWhatItAcknowledged() throws Exception {
        Path first = Files.createDirectory(beside.resolve("first"));
        layOut(first);
        QuickJvm java = QuickJvm.of(beside, KilledMain.class, List.of(first.toString(), "7", "20"));
        layOut(home);
        int steps = 0;
        for (int i = 0; i < POINTS; i++) {
            List<String> said = live(java, random.nextInt(300));
            steps += said.size() / 2;
            check(said);
        }

        assertThat(steps).isGreaterThan(POINTS);
        assertThat(hit).as("what was under way when it was killed").containsAll(STEPS);
    }

    private static void layOut(Path home) throws IOException {
        Files.writeString(home.resolve("mortise.yaml"), "reload: { quiet: 1ms, debounce: 1ms }\n", UTF_8);
    }

    /** Lets a manager work for so long after it is ready, kills it, and answers what it said. */
    private List<String> live(QuickJvm java, int millis) throws IOException, InterruptedException {
        Process child = java.start(KilledMain.class, List.of(home.toString(), String.valueOf(random.nextLong())));
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("ready");
            Thread killer = new Thread(
                    () -> {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                        // By its handle: the process itself would close what it said and nobody has read yet.
                        child.toHandle().destroyForcibly();
                    },
                    "killer");
            killer.start();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
            killer.join();
        }
        child.waitFor();
        return said;
    }

    private void check(List<String> said) {
        Map<String, Model> maybe = new HashMap<>();
        Map<String, String> under = new HashMap<>();
        for (String line : said) {
            String[] words = line.split(" ");
            if (words.length < 4) {
                continue; // cut off in the middle of the line
            }
            Model now = models.getOrDefault(words[2], Model.NOTHING);
            if (words[0].equals("begin")) {
                maybe.put(words[2], now.after(words[1], words[3]));
                under.put(words[2], words[1]);
            } else {
                models.put(words[2], maybe.remove(words[2]));
            }
        }
        maybe.keySet().forEach(plugin -> hit.add(under.get(plugin)));
        try (PluginManager plugins = KilledMain.open(home, false)) {
            for (String plugin : List.of("p0", "p1", "p2")) {
                List<PluginStatus> found = plugins.status().stream()
                        .filter(status -> status.plugin().name().equals(plugin))
                        .toList();
                boolean isGranted = plugins.grants().stream()
                        .anyMatch(grant -> grant.plugin().name().equals(plugin)
                                && !grant.deniesAll()
                                && !grant.permissions().all().isEmpty());
                Model now = models.getOrDefault(plugin, Model.NOTHING);
                Model other = maybe.getOrDefault(plugin, now);
                assertThat(now.fits(found, isGranted) || other.fits(found, isGranted))
                        .as(
                                "%s: acknowledged %s, perhaps %s; found %s",
                                plugin,
                                now,
                                other,
                                found.stream()
                                        .map(s -> s.state() + " " + s.version() + " " + s.reason())
                                        .toList())
                        .isTrue();
                models.put(plugin, now.fits(found, isGranted) ? now : other);
            }
        }
    }
}

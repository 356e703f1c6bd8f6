package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.RuntimeKind;
import io.mortise.testkit.FakeGuest;
import io.mortise.testkit.FakeRunnerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/**
 * A manager in a JVM of its own that changes things until it is killed, or so many times; says before and after what it
 * does.
 */
final class KilledMain {
    private static final List<String> PLUGINS = List.of("p0", "p1", "p2");

    private final Path home;
    private final Random random;
    private final PluginManager plugins;

    private KilledMain(Path home, long seed) {
        this.home = home;
        this.random = new Random(seed);
        this.plugins = open(home, true);
    }

    static PluginManager open(Path home, boolean watch) {
        FakeRunnerFactory wasm = new FakeRunnerFactory(RuntimeKind.WASM).guest("echo", FakeGuest.echo());
        return PluginManager.builder()
                .home(home)
                .runner(wasm)
                .control(false)
                .watch(watch)
                .open();
    }

    public static void main(String[] args) throws Exception {
        KilledMain main = new KilledMain(Path.of(args[0]), Long.parseLong(args[1]));
        say("ready");
        long steps = args.length > 2 ? Long.parseLong(args[2]) : Long.MAX_VALUE;
        for (long i = 0; i < steps; i++) {
            main.step();
        }
        main.plugins.close();
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void step() throws IOException {
        String plugin = PLUGINS.get(random.nextInt(PLUGINS.size()));
        boolean there = Files.exists(home.resolve(plugin));
        String version = "1.0." + random.nextInt(1_000);
        String what = there
                ? List.of("grant", "deny", "reload", "disable", "enable", "remove")
                        .get(random.nextInt(6))
                : "install";
        String line = what + ' ' + plugin + ' ' + version;
        say("begin " + line);
        switch (what) {
            case "install" -> {
                install(plugin, version);
                until(() -> isThere(plugin));
            }
            case "remove" -> {
                Path away = home.resolve("." + plugin + "-gone-" + System.nanoTime());
                Files.move(home.resolve(plugin), away, StandardCopyOption.ATOMIC_MOVE);
                until(() -> !isThere(plugin));
            }
            case "reload" -> {
                Path next = home.resolve(plugin).resolve(".next");
                Files.writeString(next, manifest(plugin, version), UTF_8);
                Files.move(next, home.resolve(plugin).resolve("plugin.yaml"), StandardCopyOption.ATOMIC_MOVE);
                plugins.reload(plugin);
            }
            case "grant" -> plugins.grant(plugin, "killed");
            case "deny" -> plugins.deny(plugin, "killed");
            case "disable" -> plugins.disable(plugin, "killed");
            default -> plugins.enable(plugin, "killed");
        }
        say("done " + line);
    }

    private void install(String plugin, String version) throws IOException {
        Path beside = Files.createTempDirectory(home, ".new");
        Files.writeString(beside.resolve("guest"), "echo", UTF_8);
        Files.writeString(beside.resolve("plugin.yaml"), manifest(plugin, version), UTF_8);
        Files.move(beside, home.resolve(plugin), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String manifest(String plugin, String version) {
        return "name: " + plugin + "\nversion: " + version
                + "\nruntime: wasm\nwasm: { module: guest }\nfunctions: { echo: {} }\npermissions: { kv: {} }\n";
    }

    private boolean isThere(String plugin) {
        return plugins.status().stream()
                .filter(status -> status.plugin().name().equals(plugin))
                .anyMatch(status -> status.state().isResting() || status.state().isServing());
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(condition::getAsBoolean);
    }
}

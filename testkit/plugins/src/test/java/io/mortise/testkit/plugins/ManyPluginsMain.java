package io.mortise.testkit.plugins;

import io.mortise.manager.GrantPolicy;
import io.mortise.manager.PluginManager;
import io.mortise.testkit.ContractGuest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.awaitility.Awaitility;

/** Opens a manager with a thousand plugins, calls a hundred of them, and prints what that took. */
final class ManyPluginsMain {
    static final int PLUGINS = 1_000;
    static final int ACTIVE = 100;

    private ManyPluginsMain() {}

    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[0]);
        for (int i = 0; i < PLUGINS; i++) {
            write(home, i);
        }
        int threads = threads();
        long begin = System.nanoTime();
        try (PluginManager plugins = PluginManager.builder()
                .home(home)
                .directory(home, GrantPolicy.asDeclared())
                .control(false)
                .watch(false)
                .open()) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> plugins.status().stream()
                                    .filter(each -> each.state().isServing())
                                    .count()
                            == PLUGINS);
            System.out.printf(Locale.ROOT, "opened in %.1f s%n", (System.nanoTime() - begin) / 1e9);
            for (int i = 0; i < ACTIVE; i++) {
                if (!plugins.call("guest-" + i, "echo", "number " + i).equals("number " + i)) {
                    throw new IllegalStateException("guest-" + i + " answered something else");
                }
            }
            System.out.println("threads added " + (threads() - threads));
            System.out.println("resident KiB " + resident());
        }
        System.exit(0);
    }

    private static void write(Path home, int number) throws IOException {
        byte[] module = ContractGuest.minimalModule();
        // A custom section makes each module another one: nothing is shared by accident.
        byte[] own = Arrays.copyOf(module, module.length + 6);
        byte[] section = {0, 4, 1, 'n', (byte) number, (byte) (number >> 8)};
        System.arraycopy(section, 0, own, module.length, section.length);
        Path plugin = Files.createDirectories(home.resolve("guest-" + number));
        Files.write(plugin.resolve("plugin.wasm"), own);
        Files.writeString(
                plugin.resolve("plugin.yaml"),
                "name: guest-" + number + "\nversion: 1.0.0\nruntime: wasm\nfunctions: { echo: {} }\n"
                        + "limits: { start_timeout: 5m }\n");
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}

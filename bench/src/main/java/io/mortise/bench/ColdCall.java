package io.mortise.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.manager.GrantPolicy;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import io.mortise.wasm.WasmRunnerFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** One call in a JVM of its own: {@code bare|mortise|interpreted HOME FUNCTION INPUT}. Public for {@code java}. */
public final class ColdCall {
    private ColdCall() {}

    public static void main(String[] words) throws Exception {
        Path home = Path.of(words[1]);
        String function = words[2];
        byte[] input = Files.readAllBytes(Path.of(words[3]));
        if (words[0].equals("bare")) {
            byte[] module = Files.readAllBytes(home.resolve("guest/plugin.wasm"));
            System.out.println(new String(new BareGuest(module, function).call(input), UTF_8));
            System.exit(0);
        }
        PluginManagerBuilder builder = PluginManager.builder()
                .home(home)
                .directory(home, GrantPolicy.asDeclared())
                .control(false)
                .watch(false)
                .requireAll(true);
        if (words[0].equals("interpreted")) {
            builder.runner(WasmRunnerFactory.interpreting());
        }
        try (PluginManager plugins = builder.open()) {
            System.out.println(new String(plugins.call("guest", function, input), UTF_8));
        }
        System.exit(0);
    }
}

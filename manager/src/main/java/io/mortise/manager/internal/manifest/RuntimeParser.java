package io.mortise.manager.internal.manifest;

import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.api.manifest.RuntimeSpec.Handshake;
import io.mortise.api.manifest.RuntimeSpec.Launch;
import io.mortise.api.manifest.RuntimeSpec.Pool;
import io.mortise.api.manifest.RuntimeSpec.Protocol;
import io.mortise.manager.internal.yaml.YamlView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The runtimes that a checked manifest offers. */
final class RuntimeParser {
    private RuntimeParser() {}

    static List<RuntimeSpec> parse(YamlView root) {
        return RuntimeChecks.offered(root).stream()
                .<RuntimeSpec>map(name -> name.equals("wasm") ? wasm(root.get("wasm")) : grpc(root))
                .toList();
    }

    private static RuntimeSpec.Wasm wasm(YamlView wasm) {
        YamlView pool = wasm.get("pool");
        return new RuntimeSpec.Wasm(
                wasm.get("module").text(RuntimeSpec.Wasm.STANDARD.module()),
                wasm.get("abi").text(RuntimeSpec.Wasm.STANDARD.abi()),
                wasm.get("state").text("keep").equals("fresh"),
                new Pool(
                        pool.get("max_instances").number(Pool.STANDARD.maxInstances()),
                        pool.get("min_instances").number(Pool.STANDARD.minInstances()),
                        pool.get("max_idle").duration().orElse(Pool.STANDARD.maxIdle()),
                        pool.get("max_uses").number(Pool.STANDARD.maxUses())),
                wasm.get("image").flag(false));
    }

    private static RuntimeSpec.Grpc grpc(YamlView root) {
        YamlView grpc = root.get("grpc");
        return new RuntimeSpec.Grpc(
                launch(grpc, root.get("name").text("")),
                grpc.get("args").texts(),
                texts(grpc.get("env")),
                Protocol.valueOf(grpc.get("protocol").text("mortise").toUpperCase(Locale.ROOT)),
                handshake(grpc.get("handshake")),
                grpc.get("profile").text());
    }

    private static Launch launch(YamlView grpc, String name) {
        if (grpc.get("jar").isPresent()) {
            return new Launch.Jar(grpc.get("jar").text(""));
        }
        if (grpc.get("command").isPresent()) {
            return new Launch.Command(grpc.get("command").texts());
        }
        return grpc.get("binary").isMap()
                ? new Launch.Binary(texts(grpc.get("binary")))
                : new Launch.Binary(Map.of(Launch.Binary.ANY, grpc.get("binary").text("bin/" + name)));
    }

    private static Optional<Handshake> handshake(YamlView handshake) {
        if (!handshake.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Handshake(
                handshake.get("cookie_key").text(""),
                handshake.get("cookie_value").text(""),
                handshake.get("versions").items().stream()
                        .map(item -> item.number(0))
                        .toList()));
    }

    private static Map<String, String> texts(YamlView map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.entries().forEach((key, value) -> texts.put(key, value.text("")));
        return texts;
    }
}

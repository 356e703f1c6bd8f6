package io.mortise.cli;

import io.mortise.api.PluginId;
import io.mortise.cli.link.Homes;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "call",
        description = "Call a function of a plugin and print what it answers.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise call hello-wasm greet name=Ada",
            "  mortise call word-count count --file text.txt",
            "  curl -s example.org | mortise call word-count count -",
            "  mortise call link-checker check 'links:=[\"https://example.org\"]' --timeout 20s",
            "  mortise call ./plugin.wasm shout --text hello",
            "  mortise call ./plugin.wasm fetch --grant=http=api.example.org --grant=kv"
        })
final class CallCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final CallWords words = new CallWords();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeText.class,
            description = "Give up after 200ms, 5s, 1m; the function's own time where it is shorter.")
    private java.time.@Nullable Duration timeout;

    @Option(names = "--tenant", paramLabel = "LABEL", description = "On whose behalf: selects data and quota.")
    private @Nullable String tenant;

    @Option(names = "--stream", description = "Print the answer piece by piece, as it comes.")
    private boolean stream;

    @Option(
            names = "--grant",
            arity = "0..1",
            fallbackValue = LonePlugin.ALL,
            paramLabel = "PERMISSION[=VALUE]",
            description = "With a directory or a .wasm: give it this, more than once for more; alone, all it asks for.")
    private List<String> grants = List.of();

    CallCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        byte[] input = words.payload(common.shell());
        try (Called called = open()) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("plugin", called.plugin());
            arguments.put("function", words.function());
            arguments.put("payload", Base64.getEncoder().encodeToString(input));
            arguments.put("stream", stream);
            Optional.ofNullable(timeout).ifPresent(limit -> arguments.put("timeoutMillis", limit.toMillis()));
            Optional.ofNullable(tenant).ifPresent(label -> arguments.put("tenant", label));
            Answer answer = new Answer(common);
            View result = called.link().ask("call", arguments, chunk -> answer.chunk(bytes(chunk, "chunk")));
            if (!stream) {
                answer.whole(bytes(result, "payload"), result.number("micros"));
            }
            return 0;
        }
    }

    private static byte[] bytes(View view, String key) {
        return Base64.getDecoder().decode(view.text(key));
    }

    /** Who is called, over which link. */
    private record Called(Link link, String plugin) implements AutoCloseable {
        @Override
        public void close() {
            link.close();
        }
    }

    private Called open() {
        String plugin = words.plugin();
        if (!PluginId.PATTERN.matcher(plugin).matches()) {
            LonePlugin lone = LonePlugin.open(common.shell().path(plugin), grants);
            if (!lone.reach().isEmpty()) {
                common.shell().terminal().whisper(lone.reach());
            }
            return new Called(lone.link(), lone.name());
        }
        Homes.Found found = home.find();
        Optional<Link> live = home.homes().live(found.home());
        if (live.isPresent()) {
            home.tell(found, "running");
            return new Called(live.get(), plugin);
        }
        common.shell()
                .terminal()
                .whisper("no manager runs in " + found.home() + "; starting " + plugin + " for this call");
        return new Called(io.mortise.cli.link.FileHome.open(found.home(), Set.of(plugin), false), plugin);
    }
}

package io.mortise.manager.internal.manifest;

import io.mortise.api.manifest.LimitsAsk;
import io.mortise.manager.internal.yaml.Bounds;
import io.mortise.manager.internal.yaml.Problem;
import io.mortise.manager.internal.yaml.YamlView;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The {@code limits} of a manifest, of settings and of a grant: one shape. */
public final class LimitsYaml {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    private LimitsYaml() {}

    /** What the schema cannot say: durations and sizes in their bounds. */
    public static void check(YamlView limits, Consumer<Problem> problems) {
        for (String name : new String[] {"timeout", "start_timeout", "wait_timeout"}) {
            Bounds.duration(limits.get(name), SHORTEST, LONGEST).ifPresent(problems);
        }
        Bounds.size(limits.get("memory"), 64L << 10, 4L << 30).ifPresent(problems);
        Bounds.size(limits.get("payload"), 1, 1L << 30).ifPresent(problems);
    }

    /** Of a map that the schema and {@link #check} have nothing against. */
    public static LimitsAsk parse(YamlView limits) {
        Optional<Long> concurrency = limits.get("concurrency").number();
        return new LimitsAsk(
                limits.get("timeout").duration(),
                limits.get("start_timeout").duration(),
                limits.get("memory").size(),
                limits.get("payload").size(),
                concurrency.isPresent() ? OptionalInt.of(Math.toIntExact(concurrency.get())) : OptionalInt.empty(),
                limits.get("wait_timeout").duration());
    }
}

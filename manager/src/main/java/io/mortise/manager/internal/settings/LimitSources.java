package io.mortise.manager.internal.settings;

import io.mortise.api.Limits;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.manager.internal.yaml.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The four places a limit may come from, and the lines that tell which one it was. Used once. */
final class LimitSources {
    private final Limits ours;
    private final LimitsAsk asked;
    private final LimitsAsk own;
    private final LimitsAsk ceiling;
    private final String ownName;
    private final List<EffectiveLimits.Line> lines = new ArrayList<>();

    LimitSources(Limits ours, LimitsAsk asked, LimitsAsk own, LimitsAsk ceiling, String ownName) {
        this.ours = ours;
        this.asked = asked;
        this.own = own;
        this.ceiling = ceiling;
        this.ownName = ownName;
    }

    private record Choice<T>(T value, String from) {}

    Duration duration(String name, Function<LimitsAsk, Optional<Duration>> ask, Function<Limits, Duration> otherwise) {
        return choose(name, ask, otherwise.apply(ours), Quantity::text);
    }

    long bytes(String name, Function<LimitsAsk, OptionalLong> ask, ToLongFunction<Limits> otherwise) {
        return choose(name, from -> boxed(ask.apply(from)), otherwise.applyAsLong(ours), Quantity::text);
    }

    /** On wasm a call needs an instance, so the pool bounds it, whoever said more. */
    int concurrency(int instances) {
        Choice<Integer> choice = choice(from -> boxed(from.concurrency()), ours.concurrency());
        boolean pooled = instances < choice.value();
        int value = Math.min(choice.value(), instances);
        String from = pooled ? "plugin.yaml wasm.pool.max_instances" : choice.from();
        lines.add(new EffectiveLimits.Line(
                "concurrency",
                String.valueOf(value),
                from,
                boxed(asked.concurrency()).map(String::valueOf).orElse("")));
        return value;
    }

    List<EffectiveLimits.Line> lines() {
        return lines;
    }

    private <T extends Comparable<T>> T choose(
            String name, Function<LimitsAsk, Optional<T>> ask, T otherwise, Function<T, String> text) {
        Choice<T> choice = choice(ask, otherwise);
        lines.add(new EffectiveLimits.Line(
                name,
                text.apply(choice.value()),
                choice.from(),
                ask.apply(asked).map(text).orElse("")));
        return choice.value();
    }

    private <T extends Comparable<T>> Choice<T> choice(Function<LimitsAsk, Optional<T>> ask, T otherwise) {
        Optional<T> said = ask.apply(own);
        if (said.isPresent()) {
            return new Choice<>(said.get(), ownName);
        }
        Choice<T> wanted = ask.apply(asked)
                .map(value -> new Choice<>(value, "plugin.yaml"))
                .orElse(new Choice<>(otherwise, "default"));
        return ask.apply(ceiling)
                .filter(most -> most.compareTo(wanted.value()) < 0)
                .map(most -> new Choice<>(most, "mortise.yaml limits.\"*\""))
                .orElse(wanted);
    }

    static OptionalLong above(OptionalLong asked, long ours) {
        return asked.isPresent() && asked.getAsLong() > ours ? asked : OptionalLong.empty();
    }

    static OptionalInt above(OptionalInt asked, int ours) {
        return asked.isPresent() && asked.getAsInt() > ours ? asked : OptionalInt.empty();
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }
}

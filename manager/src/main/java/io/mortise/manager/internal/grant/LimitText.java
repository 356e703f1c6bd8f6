package io.mortise.manager.internal.grant;

import io.mortise.api.manifest.LimitsAsk;
import io.mortise.manager.internal.yaml.Quantity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The limits of a grant by name, so that they can be compared, shown and granted one by one. */
final class LimitText {
    private LimitText() {}

    /** Name to a comparable number: milliseconds, bytes, calls. In the order of the manifest. */
    static Map<String, Long> numbers(LimitsAsk limits) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        limits.timeout().ifPresent(value -> numbers.put("timeout", value.toMillis()));
        limits.startTimeout().ifPresent(value -> numbers.put("start_timeout", value.toMillis()));
        limits.memoryBytes().ifPresent(value -> numbers.put("memory", value));
        limits.payloadBytes().ifPresent(value -> numbers.put("payload", value));
        limits.concurrency().ifPresent(value -> numbers.put("concurrency", (long) value));
        limits.waitTimeout().ifPresent(value -> numbers.put("wait_timeout", value.toMillis()));
        return numbers;
    }

    static LimitsAsk limits(Map<String, Long> numbers) {
        return new LimitsAsk(
                duration(numbers, "timeout"),
                duration(numbers, "start_timeout"),
                bytes(numbers, "memory"),
                bytes(numbers, "payload"),
                numbers.containsKey("concurrency")
                        ? OptionalInt.of(Math.toIntExact(numbers.getOrDefault("concurrency", 0L)))
                        : OptionalInt.empty(),
                duration(numbers, "wait_timeout"));
    }

    private static Optional<Duration> duration(Map<String, Long> numbers, String name) {
        return Optional.ofNullable(numbers.get(name)).map(Duration::ofMillis);
    }

    private static OptionalLong bytes(Map<String, Long> numbers, String name) {
        return numbers.containsKey(name) ? OptionalLong.of(numbers.getOrDefault(name, 0L)) : OptionalLong.empty();
    }

    /** As plugin.yaml writes it. */
    static String text(String name, long number) {
        return switch (name) {
            case "memory", "payload" -> Quantity.text(number);
            case "concurrency" -> Long.toString(number);
            default -> Quantity.text(Duration.ofMillis(number));
        };
    }

    /** @return the number; empty when {@code value} does not fit {@code name} */
    static Optional<Long> parse(String name, String value) {
        return switch (name) {
            case "timeout", "start_timeout", "wait_timeout" ->
                Quantity.duration(value).map(Duration::toMillis);
            case "memory", "payload" -> Quantity.size(value).stream().boxed().findFirst();
            case "concurrency" ->
                value.matches("[1-9][0-9]{0,4}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The wider of both for each. */
    static LimitsAsk wider(LimitsAsk one, LimitsAsk other) {
        Map<String, Long> numbers = numbers(one);
        numbers(other).forEach((name, number) -> numbers.merge(name, number, Math::max));
        return limits(numbers);
    }
}

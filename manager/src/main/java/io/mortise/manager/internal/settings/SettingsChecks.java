package io.mortise.manager.internal.settings;

import io.mortise.api.error.ForeignText;
import io.mortise.manager.internal.manifest.LimitsYaml;
import io.mortise.manager.internal.yaml.Bounds;
import io.mortise.manager.internal.yaml.Problem;
import io.mortise.manager.internal.yaml.YamlView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What no schema can say about mortise.yaml. */
final class SettingsChecks {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration DAY = Duration.ofHours(24);

    private SettingsChecks() {}

    static void check(YamlView root, Consumer<Problem> problems) {
        plugins(root.get("plugins"), problems);
        root.get("limits").entries().values().forEach(limits -> LimitsYaml.check(limits, problems));
        durations(root, problems);
        Bounds.size(root.get("http").get("max_body"), 1, 1L << 30).ifPresent(problems);
        Bounds.size(root.get("budget").get("memory"), 1L << 20, 1L << 40).ifPresent(problems);
        networks(root.get("http").get("addresses"), problems);
        sandbox(root.get("sandbox"), problems);
        rate(root.get("restart").get("max"), problems);
        YamlView budget = root.get("budget");
        for (String name : List.of("calls", "tenant_calls", "host_calls")) {
            budget.get(name).entries().values().forEach(each -> rate(each, problems));
        }
        budget.get("guest").entries().values().forEach(each -> rate(each, RateText::parseTime, problems));
        budget.get("bytes").entries().values().forEach(each -> rate(each, RateText::parseSize, problems));
        backoff(root.get("restart").get("backoff"), problems);
    }

    private static void plugins(YamlView plugins, Consumer<Problem> problems) {
        Set<String> seen = new HashSet<>();
        for (YamlView entry : plugins.items()) {
            YamlView dir = entry.isMap() ? entry.get("dir") : entry;
            dir.text()
                    .filter(text -> !seen.add(text))
                    .ifPresent(text -> problems.accept(dir.problem(ForeignText.quote(text) + " is listed twice")));
        }
    }

    private static void durations(YamlView root, Consumer<Problem> problems) {
        YamlView reload = root.get("reload");
        for (String name : List.of("debounce", "quiet")) {
            Bounds.duration(reload.get(name), NONE, Duration.ofMinutes(1)).ifPresent(problems);
        }
        for (String name : List.of("drain_timeout", "probation")) {
            Bounds.duration(reload.get(name), NONE, DAY).ifPresent(problems);
        }
        YamlView health = root.get("health");
        Bounds.duration(health.get("interval"), Duration.ofMillis(100), DAY).ifPresent(problems);
        Bounds.duration(health.get("deadline"), Duration.ofMillis(1), Duration.ofMinutes(5))
                .ifPresent(problems);
        Bounds.duration(root.get("budget").get("idle"), Duration.ofSeconds(1), Duration.ofDays(365))
                .ifPresent(problems);
    }

    private static void networks(YamlView addresses, Consumer<Problem> problems) {
        addresses.entries().values().forEach(list -> list.items().forEach(network -> network.text()
                .filter(text -> !Cidr.isValid(text))
                .ifPresent(text -> problems.accept(network.problem(
                        ForeignText.quote(text) + " is not a network such as 10.0.0.0/8 or fd00::/8")))));
    }

    private static void sandbox(YamlView sandbox, Consumer<Problem> problems) {
        List<String> weakestFirst = List.of("none", "limited", "full");
        int level = weakestFirst.indexOf(sandbox.get("level").text("limited"));
        int minimum = weakestFirst.indexOf(sandbox.get("minimum").text("none"));
        if (level >= 0 && minimum > level) {
            problems.accept(sandbox.get("minimum")
                    .problem(weakestFirst.get(minimum) + " is more than level, " + weakestFirst.get(level)
                            + ": no process could start"));
        }
    }

    private static void rate(YamlView value, Consumer<Problem> problems) {
        rate(value, RateText::parse, problems);
    }

    private static void rate(
            YamlView value, Function<String, Optional<Settings.Rate>> reader, Consumer<Problem> problems) {
        Optional<String> text = value.text();
        if (text.isPresent()
                && text.get().contains("/")
                && reader.apply(text.get()).isEmpty()) {
            problems.accept(
                    value.problem(ForeignText.quote(text.get()) + " allows nothing; at least 1 in at least 1ms"));
        }
    }

    private static void backoff(YamlView value, Consumer<Problem> problems) {
        value.text()
                .filter(text -> BackoffText.parse(text)
                        .filter(range -> range.first().compareTo(range.last()) > 0
                                || range.first().isZero()
                                || range.last().compareTo(DAY) > 0)
                        .isPresent())
                .ifPresent(text -> problems.accept(
                        value.problem(ForeignText.quote(text) + " is not a range that rises, within 1ms..24h")));
    }
}

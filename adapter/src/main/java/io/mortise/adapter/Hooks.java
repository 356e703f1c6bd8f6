package io.mortise.adapter;

import io.mortise.manager.PluginContribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of a hook's contributions: by priority (10 where none is written), then plugin name; {@code before} and
 * {@code after} move an entry next to the plugins they name. Wishes that contradict each other are dropped, the earlier
 * entry keeps its place: an order there always is.
 */
final class Hooks {
    private static final long STANDARD = 10;
    private static final Comparator<PluginContribution> BY_PRIORITY = Comparator.<PluginContribution>comparingLong(
                    each -> each.attributes().number("priority", STANDARD))
            .thenComparing(PluginContribution::plugin);

    private Hooks() {}

    static List<PluginContribution> ordered(List<PluginContribution> all, String hook) {
        List<PluginContribution> waiting = new ArrayList<>(all.stream()
                .filter(each -> each.id().equals(hook))
                .sorted(BY_PRIORITY)
                .toList());
        List<PluginContribution> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            PluginContribution next = waiting.stream()
                    .filter(each -> waiting.stream().noneMatch(other -> mustPrecede(other, each)))
                    .findFirst()
                    .orElse(waiting.get(0));
            waiting.remove(next);
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    private static boolean mustPrecede(PluginContribution first, PluginContribution second) {
        return !first.equals(second)
                && (first.attributes().texts("before").contains(second.plugin().name())
                        || second.attributes()
                                .texts("after")
                                .contains(first.plugin().name()));
    }
}

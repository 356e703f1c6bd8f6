package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.manifest.Permission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a plugin can reach through the plugins that it may call, and through those that they may call. */
final class Reach {
    private final Slots slots;

    Reach(Slots slots) {
        this.slots = slots;
    }

    /** A line for each right of another plugin: {@code geo: make requests to maps.example}, the nearest first. */
    List<String> of(Slot slot) {
        Set<PluginId> seen = new LinkedHashSet<>(Set.of(slot.id()));
        List<String> lines = new ArrayList<>();
        List<Hop> next = callees(slot, "");
        while (!next.isEmpty()) {
            List<Hop> further = new ArrayList<>();
            for (Hop hop : next) {
                if (seen.add(hop.slot().id())) {
                    rights(hop, lines);
                    further.addAll(callees(hop.slot(), hop.path() + " → "));
                }
            }
            next = further;
        }
        return lines;
    }

    /** A plugin that can be called, and through which. */
    private record Hop(Slot slot, String path) {}

    private List<Hop> callees(Slot slot, String through) {
        List<Permission.Named> may = slot.permissions()
                .of(Permission.Named.class)
                .filter(each -> each.kind() == Permission.Named.Kind.PLUGINS)
                .toList();
        return slots.all().stream()
                .filter(each -> !each.id().equals(slot.id()))
                .filter(each -> may.stream()
                        .anyMatch(permission -> permission.matches(each.id().name())))
                .map(each -> new Hop(each, through + each.id()))
                .toList();
    }

    private static void rights(Hop hop, List<String> lines) {
        hop.slot().permissions().all().stream()
                .filter(each ->
                        !(each instanceof Permission.Named named) || named.kind() != Permission.Named.Kind.PLUGINS)
                .map(each -> hop.path() + ": " + each.words())
                .sorted()
                .forEach(lines::add);
    }
}

package io.mortise.manager;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The verb {@code audit}: the last host calls of one plugin or of all, and what an operator would type to allow the denied. */
final class DeskAudit {
    private final PluginManager manager;

    DeskAudit(PluginManager manager) {
        this.manager = manager;
    }

    /** {@code written}: the newest that managers of this home wrote into the audit file, not this one's own. */
    Object answer(DeskArguments arguments) {
        List<Map<String, Object>> all =
                arguments.flag("written") ? manager.writtenAudit(arguments.optional("plugin")) : kept(arguments);
        List<Map<String, Object>> calls = new ArrayList<>();
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        for (Map<String, Object> call : all) {
            boolean isAllowed = Boolean.TRUE.equals(call.get("allowed"));
            if (!isAllowed) {
                want(wanted, String.valueOf(call.get("plugin")), String.valueOf(call.get("by")));
            }
            if (!isAllowed || !arguments.flag("denied")) {
                calls.add(call);
            }
        }
        calls.sort(Comparator.comparing(call -> String.valueOf(call.get("at"))));
        return Map.of("calls", calls, "grants", commands(wanted));
    }

    private List<Map<String, Object>> kept(DeskArguments arguments) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (String plugin : plugins(arguments)) {
            manager.audit(plugin).forEach(call -> calls.add(view(plugin, call)));
        }
        return calls;
    }

    private List<String> plugins(DeskArguments arguments) {
        return arguments.optional("plugin").map(List::of).orElseGet(() -> manager.status().stream()
                .map(each -> each.plugin().name())
                .toList());
    }

    /** Denials that no grant would have prevented have no command. */
    private static void want(Map<String, Set<String>> wanted, String plugin, String command) {
        String head = head(plugin);
        if (command.startsWith(head)) {
            wanted.computeIfAbsent(plugin, name -> new LinkedHashSet<>()).add(command.substring(head.length()));
        }
    }

    private static String head(String plugin) {
        return "mortise grant " + plugin + ' ';
    }

    private static List<String> commands(Map<String, Set<String>> wanted) {
        return wanted.entrySet().stream()
                .map(each -> head(each.getKey()) + String.join(" ", each.getValue()))
                .toList();
    }

    private static Map<String, Object> view(String plugin, HostCallRecord call) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("at", call.at().toString());
        view.put("plugin", plugin);
        view.put("generation", call.generation());
        view.put("call", call.call());
        view.put("operation", call.operation());
        view.put("target", call.target());
        view.put("allowed", call.allowed());
        view.put("by", call.by());
        view.put("times", call.times());
        view.put("micros", call.took().toNanos() / 1_000);
        view.put("bytes", call.bytes());
        return view;
    }
}

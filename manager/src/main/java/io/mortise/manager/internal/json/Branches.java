package io.mortise.manager.internal.json;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Keeps the errors of the one branch of {@code anyOf} or {@code oneOf} that the value comes nearest to: a reader wrote
 * one of the forms and wants to know what is wrong with that.
 */
final class Branches {
    private Branches() {}

    /**
     * @param types the types that would have fit, when no branch takes a value of this type at all; else empty
     */
    record Finding(Error error, Set<String> types) {}

    /** Where the choice stands: its evaluation path, and the value it looks at. */
    private record Choice(String path, String pointer) {}

    static List<Finding> of(List<Error> errors) {
        return from(errors, 0);
    }

    private static List<Finding> from(List<Error> errors, int depth) {
        List<Finding> kept = new ArrayList<>();
        Map<Choice, Map<String, List<Error>>> choices = new LinkedHashMap<>();
        Map<Choice, Integer> depths = new LinkedHashMap<>();
        for (Error error : errors) {
            int at = nextChoice(error, depth);
            if (at < 0) {
                kept.add(new Finding(error, Set.of()));
                continue;
            }
            NodePath path = error.getEvaluationPath();
            Choice choice = new Choice(prefix(path, at + 1), pointerAt(error, at));
            choices.computeIfAbsent(choice, c -> new LinkedHashMap<>())
                    .computeIfAbsent(path.getName(at + 1), b -> new ArrayList<>())
                    .add(error);
            depths.put(choice, at + 2);
        }
        choices.forEach((choice, branches) -> kept.addAll(nearest(choice, branches, depths.getOrDefault(choice, 0))));
        return kept;
    }

    private static List<Finding> nearest(Choice choice, Map<String, List<Error>> branches, int depth) {
        List<List<Finding>> candidates =
                branches.values().stream().map(each -> from(each, depth)).toList();
        List<Finding> best = candidates.stream()
                .min(Comparator.comparingInt((List<Finding> each) -> strangeness(choice, each))
                        .thenComparingInt(List::size))
                .orElse(List.of());
        if (strangeness(choice, best) < 2) {
            return best;
        }
        Set<String> types = new LinkedHashSet<>();
        candidates.forEach(each -> each.forEach(finding -> types.addAll(typesOf(finding))));
        return List.of(new Finding(best.get(0).error(), types));
    }

    /** 2 = another type than the branch takes, 1 = the right type with another value, 0 = something inside is wrong. */
    private static int strangeness(Choice choice, List<Finding> findings) {
        int most = 0;
        for (Finding finding : findings) {
            Error error = finding.error();
            if (!Pointers.of(error.getInstanceLocation()).equals(choice.pointer())) {
                continue;
            }
            if (isOfAnotherType(finding)) {
                most = 2;
            } else if (Set.of("enum", "const").contains(error.getKeyword())) {
                most = Math.max(most, 1);
            }
        }
        return most;
    }

    private static boolean isOfAnotherType(Finding finding) {
        return !typesOf(finding).isEmpty();
    }

    /** The types that the violated keyword takes, when the value is of none of them. */
    private static Set<String> typesOf(Finding finding) {
        if (!finding.types().isEmpty()) {
            return finding.types();
        }
        Error error = finding.error();
        JsonNode wanted = error.getSchemaNode();
        JsonNode value = error.getInstanceNode();
        Set<String> types = new LinkedHashSet<>();
        if (wanted == null || value == null) {
            return types;
        }
        switch (String.valueOf(error.getKeyword())) {
            case "type" ->
                (wanted.isArray() ? Json.values(wanted) : List.of(wanted.asString("")))
                        .forEach(each -> types.add(String.valueOf(each)));
            case "const" -> types.add(Types.name(wanted));
            case "enum" -> wanted.forEach(each -> types.add(Types.name(each)));
            default -> {}
        }
        return types.contains(Types.name(value)) ? Set.of() : types;
    }

    private static int nextChoice(Error error, int from) {
        NodePath path = error.getEvaluationPath();
        if (path == null) {
            return -1;
        }
        for (int i = from; i + 1 < path.getNameCount(); i += Steps.length(path.getName(i))) {
            if (path.getName(i).equals("anyOf") || path.getName(i).equals("oneOf")) {
                return i;
            }
        }
        return -1;
    }

    private static String prefix(NodePath path, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append('/').append(path.getName(i));
        }
        return text.toString();
    }

    /** The value that the keyword at {@code index} of the evaluation path looks at. */
    private static String pointerAt(Error error, int index) {
        NodePath path = error.getEvaluationPath();
        int below = 0;
        for (int i = index; i < path.getNameCount() - 1; i += Steps.length(path.getName(i))) {
            below += Steps.descends(path.getName(i)) ? 1 : 0;
        }
        NodePath place = error.getInstanceLocation();
        for (int i = 0; i < below && place.getNameCount() > 0; i++) {
            place = place.getParent();
        }
        return Pointers.of(place);
    }
}

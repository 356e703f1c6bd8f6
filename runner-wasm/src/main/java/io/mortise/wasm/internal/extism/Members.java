package io.mortise.wasm.internal.extism;

import io.mortise.api.error.Detail.Violation;
import io.mortise.wasm.internal.abi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object of a manifest: its members by type, and one list of all that is wrong. */
final class Members {
    private final String place;
    private final Json.Obj object;
    private final List<Violation> problems;

    Members(String place, Json json) {
        this(place, json, new ArrayList<>());
    }

    private Members(String place, Json json, List<Violation> problems) {
        this.place = place;
        this.problems = problems;
        this.object = json instanceof Json.Obj members ? members : new Json.Obj(Map.of());
        if (this.object != json) {
            problems.add(new Violation(place, "is no object"));
        }
    }

    List<Violation> problems() {
        return problems;
    }

    void problem(String name, String what) {
        problems.add(new Violation(at(name), what));
    }

    private String at(String name) {
        return place + ": " + name;
    }

    void only(String... known) {
        Set<String> names = Set.of(known);
        object.members().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problem(name, "is unknown; there is " + String.join(", ", known)));
    }

    void refuse(String name, String why) {
        object.get(name).ifPresent(value -> problem(name, why));
    }

    Optional<String> text(String name) {
        return object.get(name).flatMap(value -> text(name, value));
    }

    private Optional<String> text(String name, Json value) {
        if (value instanceof Json.Text text) {
            return Optional.of(text.value());
        }
        problem(name, "is no text");
        return Optional.empty();
    }

    /** A whole number from 0. */
    Optional<Long> number(String name) {
        return object.get(name).flatMap(value -> {
            if (value instanceof Json.Num number && number.spelling().matches("[0-9]{1,12}")) {
                return Optional.of(Long.parseLong(number.spelling()));
            }
            problem(name, "is no whole number from 0");
            return Optional.empty();
        });
    }

    Members object(String name) {
        return new Members(at(name), object.get(name).orElse(new Json.Obj(Map.of())), problems);
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        object.members().forEach((name, value) -> text(name, value).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        array(name).forEach(item -> text(name, item).ifPresent(texts::add));
        return texts;
    }

    List<Members> items(String name) {
        List<Members> items = new ArrayList<>();
        List<Json> values = array(name);
        for (int i = 0; i < values.size(); i++) {
            items.add(new Members(at(name) + '[' + i + ']', values.get(i), problems));
        }
        return items;
    }

    private List<Json> array(String name) {
        Optional<Json> value = object.get(name);
        if (value.isPresent() && value.get() instanceof Json.Arr array) {
            return array.items();
        }
        value.ifPresent(other -> problem(name, "is no list"));
        return List.of();
    }
}

package io.mortise.manager.internal.yaml;

import java.util.Map;
import java.util.Optional;

/** Where keys and values stand, by JSON pointer. What is behind an alias stands where the alias does. */
record YamlPlaces(Map<String, Place> keys, Map<String, Place> values) {
    static final YamlPlaces NONE = new YamlPlaces(Map.of(), Map.of());

    YamlPlaces {
        keys = Map.copyOf(keys);
        values = Map.copyOf(values);
    }

    Place value(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = YamlPath.parent(at)) {
            Optional<Place> place = Optional.ofNullable(values.get(at));
            if (place.isPresent()) {
                return place.get();
            }
        }
        return Place.START;
    }

    Place key(String pointer) {
        return Optional.ofNullable(keys.get(pointer)).orElseGet(() -> value(pointer));
    }
}

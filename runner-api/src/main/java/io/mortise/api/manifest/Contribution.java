package io.mortise.api.manifest;

import static java.util.Objects.requireNonNull;

/**
 * One entry of {@code contributes}.
 *
 * @param function what is called; the id when the manifest names none
 * @param required true when an unknown kind is an error instead of a warning
 */
public record Contribution(String kind, String id, String function, boolean required, Attributes attributes) {
    public Contribution {
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
        requireNonNull(function, "function");
        requireNonNull(attributes, "attributes");
    }
}

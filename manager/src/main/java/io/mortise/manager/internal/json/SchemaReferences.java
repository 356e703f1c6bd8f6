package io.mortise.manager.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.ForeignText;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Finds what {@code $ref} refers to inside one schema; refuses all that is outside. */
final class SchemaReferences {
    private static final Set<String> KEYWORDS = Set.of("$ref", "$dynamicRef");

    private final JsonNode root;
    private final Map<String, JsonNode> anchors = new HashMap<>();

    SchemaReferences(JsonNode root) {
        this.root = root;
        collectAnchors(root, true);
    }

    static boolean isReference(Map.Entry<String, JsonNode> field) {
        return KEYWORDS.contains(field.getKey()) && field.getValue().isString();
    }

    JsonNode target(String reference) {
        if (!reference.startsWith("#")) {
            throw new BadSchema(
                    "refers to " + ForeignText.quote(reference) + "; only references inside it are allowed");
        }
        JsonNode found = find(decoded(reference));
        if (found.isMissingNode()) {
            throw new BadSchema("refers to " + ForeignText.quote(reference) + ", which is not in it");
        }
        return found;
    }

    private static String decoded(String reference) {
        try {
            return URLDecoder.decode(reference.substring(1).replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadSchema("refers to " + ForeignText.quote(reference) + ", which is not a URI");
        }
    }

    private JsonNode find(String fragment) {
        if (fragment.isEmpty()) {
            return root;
        }
        return fragment.startsWith("/")
                ? root.at(JsonPointer.compile(fragment))
                : anchors.getOrDefault(fragment, root.path("$missing").path("$missing"));
    }

    /** A second {@code $id} would change what "#" means below it: no need of ours, so refused. */
    private void collectAnchors(JsonNode node, boolean isRoot) {
        if (!isRoot && node.path("$id").isString()) {
            throw new BadSchema(
                    "has an inner $id " + ForeignText.quote(node.path("$id").stringValue()));
        }
        for (String keyword : Set.of("$anchor", "$dynamicAnchor")) {
            if (node.path(keyword).isString()) {
                anchors.put(node.path(keyword).stringValue(), node);
            }
        }
        node.forEach(child -> collectAnchors(child, false));
    }
}

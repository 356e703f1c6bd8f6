package io.mortise.manager.internal.yaml;

/** A YAML document with the place of every value. */
public final class YamlDoc {
    private YamlDoc() {}
}

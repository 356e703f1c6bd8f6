package io.mortise.testkit.plugins;

/** A file whose fields are probed, and the resource that its schema is. */
enum FieldFile {
    MANIFEST("/io/mortise/api/plugin.schema.json"),
    SETTINGS("/io/mortise/manager/settings.schema.json");

    private final String schema;

    FieldFile(String schema) {
        this.schema = schema;
    }

    String schema() {
        return schema;
    }
}

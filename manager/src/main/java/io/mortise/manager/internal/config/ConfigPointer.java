package io.mortise.manager.internal.config;

/** JSON pointers into a configuration. */
final class ConfigPointer {
    private ConfigPointer() {}

    static String child(String pointer, String key) {
        return pointer + '/' + key.replace("~", "~0").replace("/", "~1");
    }

    /** The key of the document that it points into; empty for the document. */
    static String top(String pointer) {
        String key = pointer.startsWith("/") ? pointer.substring(1).split("/", 2)[0] : "";
        return key.replace("~1", "/").replace("~0", "~");
    }
}

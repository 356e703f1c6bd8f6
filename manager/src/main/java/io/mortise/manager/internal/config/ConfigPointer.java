package io.mortise.manager.internal.config;

/** JSON pointers into a configuration. */
final class ConfigPointer {
    private ConfigPointer() {}

    static String child(String pointer, String key) {
        return pointer + '/' + key.replace("~", "~0").replace("/", "~1");
    }
}

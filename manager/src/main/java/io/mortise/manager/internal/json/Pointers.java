package io.mortise.manager.internal.json;

import com.networknt.schema.path.NodePath;

/** JSON pointers from paths of the validator. */
final class Pointers {
    private Pointers() {}

    static String of(NodePath path) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append('/').append(escaped(path.getName(i)));
        }
        return pointer.toString();
    }

    static String child(String pointer, String key) {
        return pointer + '/' + escaped(key);
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}

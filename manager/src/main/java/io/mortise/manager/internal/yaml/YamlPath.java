package io.mortise.manager.internal.yaml;

import java.util.regex.Pattern;

/** JSON pointers, and how people write them: {@code permissions.http[0].host}. */
public final class YamlPath {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private YamlPath() {}

    public static String child(String pointer, String key) {
        return pointer + '/' + key.replace("~", "~0").replace("/", "~1");
    }

    /** Empty for the root. */
    public static String parent(String pointer) {
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? "" : pointer.substring(0, slash);
    }

    /** A key that is not plain is put in quotes, cleaned. */
    public static String display(String pointer) {
        StringBuilder path = new StringBuilder();
        for (String raw :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String key = raw.replace("~1", "/").replace("~0", "~");
            if (INDEX.matcher(key).matches()) {
                path.append('[').append(key).append(']');
                continue;
            }
            path.append(path.isEmpty() ? "" : ".");
            path.append(PLAIN.matcher(key).matches() && key.length() <= 64 ? key : quoted(key));
        }
        return path.toString();
    }

    private static String quoted(String key) {
        return '"' + io.mortise.api.error.ForeignText.clean(key, 64) + '"';
    }
}

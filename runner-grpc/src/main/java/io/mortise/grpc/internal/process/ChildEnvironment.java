package io.mortise.grpc.internal.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment of a plugin process: five variables of the host, then what the manifest adds, and nothing inherited.
 *
 * <p>So a host that is itself somebody's plugin passes on none of the {@code PLUGIN_*} variables it was given.
 */
public final class ChildEnvironment {
    private static final List<String> KEPT = List.of("PATH", "HOME", "LANG", "TZ");

    /** What loads code into a process, or is ours or go-plugin's to set. */
    private static final Pattern REFUSED =
            Pattern.compile("LD_.*|DYLD_.*|.*_TOOL_OPTIONS|BASH_ENV|PATH|PLUGIN_.*|MORTISE_.*");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ChildEnvironment() {}

    /**
     * Joins both; the manifest's values win over the host's.
     *
     * @param temporary becomes TMPDIR
     * @throws IllegalArgumentException for a variable that {@link #refusal} names
     */
    public static Map<String, String> of(Map<String, String> host, Map<String, String> manifest, Path temporary) {
        Map<String, String> child = new TreeMap<>();
        for (String name : KEPT) {
            Optional.ofNullable(host.get(name)).ifPresent(value -> child.put(name, value));
        }
        child.put("TMPDIR", temporary.toString());
        manifest.forEach((name, value) -> {
            refusal(name, value).ifPresent(why -> {
                throw new IllegalArgumentException(why);
            });
            child.put(name, value);
        });
        return child;
    }

    /** Why a manifest may not set this variable; empty when it may. */
    public static Optional<String> refusal(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("is not a variable's name");
        }
        if (REFUSED.matcher(name).matches()) {
            return Optional.of("is not a manifest's to set: it loads code, or belongs to the host");
        }
        return value.indexOf(0) >= 0 ? Optional.of("has a value with a NUL in it") : Optional.empty();
    }
}

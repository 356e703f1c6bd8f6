package io.mortise.manager.internal.manifest;

import io.mortise.api.error.ForeignText;
import io.mortise.api.manifest.Glob;
import io.mortise.manager.internal.yaml.Bounds;
import io.mortise.manager.internal.yaml.YamlView;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Checks {@code permissions}: hosts, globs and paths that the gate can hold to. */
final class PermissionChecks {
    private PermissionChecks() {}

    static void check(YamlView permissions, Findings findings) {
        permissions.get("http").items().forEach(entry -> entry.get("host")
                .text()
                .flatMap(HostPattern::problem)
                .ifPresent(text -> findings.error(entry.get("host").problem(text))));
        Bounds.size(permissions.get("kv").get("max_bytes"), 1, 64L << 30).ifPresent(findings::error);
        Stream.concat(
                        permissions.get("events").get("publish").items().stream(),
                        permissions.get("events").get("subscribe").items().stream())
                .forEach(glob -> glob.text()
                        .filter(text -> !Glob.isValid(text))
                        .ifPresent(text -> findings.error(glob.problem(
                                ForeignText.quote(text) + " is no glob: at most one * in each segment between dots"))));
        permissions.get("filesystem").items().forEach(entry -> entry.get("path")
                .text()
                .filter(text -> !staysInside(text))
                .ifPresent(text -> findings.error(
                        entry.get("path").problem(ForeignText.quote(text) + " leads out of the plugin's data"))));
    }

    /** An absolute path is for an operator to grant; {@code ..} is for nobody. */
    private static boolean staysInside(String path) {
        try {
            for (Path part : Path.of(path)) {
                if (part.toString().equals("..")) {
                    return false;
                }
            }
            return path.indexOf('\\') < 0;
        } catch (InvalidPathException e) {
            return false;
        }
    }
}

package io.mortise.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.BundleCaps;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the paths of one bundle may be, the same for directories and archives: a bundle made on one system must unpack
 * to the same files on every other. One thread, one bundle.
 */
final class PathRules {
    private final BundleCaps caps;
    private final Problems problems;
    private final Map<String, String> seen = new HashMap<>();

    PathRules(BundleCaps caps, Problems problems) {
        this.caps = caps;
        this.problems = problems;
    }

    /** False for what is never part of a bundle: hidden files, and what editors and downloads leave while they work. */
    static boolean isTaken(String name) {
        return !name.startsWith(".") && !name.endsWith("~") && !name.endsWith(".tmp") && !name.endsWith(".swp");
    }

    /** Composed Unicode, as paths are hashed and compared. */
    static String composed(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC);
    }

    /** Enters one file or directory; false, with the reason among the problems, when its path cannot be taken. */
    boolean enter(String path) {
        String problem = problemOf(path);
        if (problem.isEmpty()) {
            String other = seen.putIfAbsent(folded(path), path);
            if (other != null) {
                problem = other.equals(path) ? "is there twice" : "differs from " + other + " by case or accents only";
            }
        }
        if (!problem.isEmpty()) {
            problems.add(path, problem);
        }
        return problem.isEmpty();
    }

    /** How many were entered. */
    int entered() {
        return seen.size();
    }

    private String problemOf(String path) {
        int bytes = path.getBytes(UTF_8).length;
        if (bytes > caps.pathBytes()) {
            return "the path has " + bytes + " bytes, at most " + caps.pathBytes() + " are allowed";
        }
        String[] names = path.split("/", -1);
        if (names.length > caps.depth()) {
            return "lies " + names.length + " levels deep, at most " + caps.depth() + " are allowed";
        }
        for (String name : names) {
            String problem = problemOfName(name);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    private static String problemOfName(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "the path must be relative, without empty parts, \".\" and \"..\"";
        }
        if (name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
            return "the name holds a backslash or colon, which mean something else on other systems";
        }
        if (name.codePoints().anyMatch(PathRules::isUnprintable)) {
            return "the name holds control characters or is not UTF-8 (under LC_ALL=C only ASCII names can be read)";
        }
        return "";
    }

    private static boolean isUnprintable(int point) {
        int type = Character.getType(point);
        return point == 0xFFFD || type == Character.CONTROL || type == Character.SURROGATE;
    }

    private static String folded(String path) {
        // Upper first: "ß" and "ss", "ſ" and "s" meet only there.
        return composed(composed(path).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }
}

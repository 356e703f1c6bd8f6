package io.mortise.wasm.internal.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rust's legacy mangling: parts with their lengths, a hash as the last one. */
final class OldRustName {
    private static final Pattern HASH = Pattern.compile("h[0-9a-f]{16}");
    private static final Map<String, String> ESCAPES =
            Map.of("SP", "@", "BP", "*", "RF", "&", "LT", "<", "GT", ">", "LP", "(", "RP", ")", "C", ",");

    private OldRustName() {}

    /** {@code rest} follows {@code _ZN}; empty when there is no hash, which C++ has not. */
    static Optional<String> parse(String rest) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < rest.length() && Character.isDigit(rest.charAt(at))) {
            int digits = at;
            while (at < rest.length() && at - digits < 4 && Character.isDigit(rest.charAt(at))) {
                at++;
            }
            int length = Integer.parseInt(rest, digits, at, 10);
            if (length > rest.length() - at) {
                return Optional.empty();
            }
            parts.add(rest.substring(at, at + length));
            at += length;
        }
        boolean isRust = parts.size() > 1
                && rest.substring(at).equals("E")
                && HASH.matcher(parts.get(parts.size() - 1)).matches();
        return isRust
                ? Optional.of(String.join(
                        "::",
                        parts.subList(0, parts.size() - 1).stream()
                                .map(OldRustName::clear)
                                .toList()))
                : Optional.empty();
    }

    /** {@code $LT$} and its like, {@code $u20$}, {@code ..}. */
    private static String clear(String part) {
        String text = part.startsWith("_$") ? part.substring(1) : part;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int end = text.charAt(i) == '$' ? text.indexOf('$', i + 1) : -1;
            if (end > 0) {
                out.append(escape(text.substring(i + 1, end)));
                i = end;
            } else if (text.startsWith("..", i)) {
                out.append("::");
                i++;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    private static String escape(String code) {
        if (code.matches("u[0-9a-f]{1,5}")) {
            return Character.toString(Integer.parseInt(code, 1, code.length(), 16));
        }
        return ESCAPES.getOrDefault(code, '$' + code + '$');
    }
}

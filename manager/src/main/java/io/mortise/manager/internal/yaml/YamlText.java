package io.mortise.manager.internal.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import org.yaml.snakeyaml.reader.StreamReader;

/** Makes text of bytes that may be anything: UTF-8 without byte order mark, printable, at most 1 MiB. */
final class YamlText {
    static final int MAX_BYTES = 1 << 20;

    private YamlText() {}

    /** Text, or what keeps these bytes from being text. */
    record Decoded(String text, Optional<Problem> problem) {}

    static Decoded decode(String file, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return refused(file, Place.START, "has " + bytes.length + " bytes, more than 1 MiB");
        }
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return refused(file, Place.START, "begins with a byte order mark; save it as UTF-8 without one");
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return refused(file, Place.START, "is UTF-16; save it as UTF-8");
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), text, true);
        String decoded = text.flip().toString();
        if (result.isError()) {
            return refused(file, placeAt(decoded, decoded.length()), "holds bytes that are not UTF-8");
        }
        return unprintable(file, decoded)
                .map(p -> new Decoded(decoded, Optional.of(p)))
                .orElseGet(() -> new Decoded(decoded, Optional.empty()));
    }

    private static Optional<Problem> unprintable(String file, String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (!StreamReader.isPrintable(point) || point == 0xFEFF) {
                String what = point == 0 ? "holds a NUL" : String.format("holds the control character U+%04X", point);
                return Optional.of(new Problem(file, placeAt(text, i), "", what));
            }
            i += Character.charCount(point);
        }
        return Optional.empty();
    }

    private static Place placeAt(String text, int index) {
        int line = (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
        return new Place(line + 1, index - text.lastIndexOf('\n', index - 1), 1);
    }

    private static boolean startsWith(byte[] bytes, int... head) {
        if (bytes.length < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if ((bytes[i] & 0xFF) != head[i]) {
                return false;
            }
        }
        return true;
    }

    private static Decoded refused(String file, Place place, String what) {
        return new Decoded("", Optional.of(new Problem(file, place, "", what)));
    }
}

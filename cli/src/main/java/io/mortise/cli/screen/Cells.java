package io.mortise.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Text in columns of a terminal, one column for each code point. */
final class Cells {
    private Cells() {}

    static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Cut to {@code width}; what was cut ends in an ellipsis. */
    static String fit(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        return width < 1 ? "" : text.substring(0, text.offsetByCodePoints(0, width - 1)) + '…';
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Broken at blanks into lines of at most {@code width}; a longer word is cut in pieces. At least one line. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
            while (width(line.toString()) > width) {
                int cut = line.offsetByCodePoints(0, width);
                lines.add(line.substring(0, cut));
                line.delete(0, cut);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}

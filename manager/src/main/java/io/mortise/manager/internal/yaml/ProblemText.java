package io.mortise.manager.internal.yaml;

import io.mortise.api.error.ForeignText;
import java.util.List;

/** Shows problems of a file, each with the line it is in and a caret under the place. */
public final class ProblemText {
    private static final int WIDTH = 120;
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private ProblemText() {}

    /**
     * Several lines, the last one without a line break.
     *
     * @param colour true for a terminal
     */
    public static String render(List<Problem> problems, String source, boolean colour) {
        List<String> lines = source.lines().toList();
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            text.append(text.isEmpty() ? "" : "\n");
            text.append(colour ? BOLD : "").append(problem.violation()).append(colour ? PLAIN : "");
            int line = problem.place().line();
            if (line <= lines.size() && !lines.get(line - 1).isBlank()) {
                excerpt(text, lines.get(line - 1), problem.place(), colour);
            }
        }
        return text.toString();
    }

    /** A long line is shown around the place. */
    private static void excerpt(StringBuilder text, String line, Place place, boolean colour) {
        String number = String.format("%5d | ", place.line());
        int from = Math.max(0, Math.min(place.column() - 1 - WIDTH / 2, line.length() - WIDTH));
        int to = Math.min(line.length(), from + WIDTH);
        int at = Math.min(Math.max(place.column() - 1, from), to);
        String before = visible(line.substring(from, at));
        text.append('\n').append(number).append(before).append(visible(line.substring(at, to)));
        int carets = Math.max(1, Math.min(place.length(), to - at));
        text.append('\n').append(" ".repeat(number.length() - 2)).append("| ").append(" ".repeat(before.length()));
        text.append(colour ? RED : "").append("^".repeat(carets)).append(colour ? PLAIN : "");
    }

    private static String visible(String part) {
        return ForeignText.clean(part.replace("\t", " "), WIDTH).replace("\\\"", "\"");
    }
}

package io.mortise.cli;

import io.mortise.api.error.CallErrors;
import io.mortise.api.error.ForeignText;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a failure is shown: its one line, then what the operator's view has beyond it. */
final class Complaint {
    private static final int LONGEST_LINE = 400;

    private Complaint() {}

    static void print(Terminal terminal, View error) {
        terminal.talk(terminal.style(Style.RED, "error:") + ' ' + error.text("message"));
        details(error.view("detail"), error.text("message")).forEach(line -> terminal.talk("  " + line));
    }

    private static List<String> details(View detail, String message) {
        List<String> lines = new ArrayList<>();
        switch (detail.text("type")) {
            case "violations" -> violations(detail, message, lines);
            case "crash" -> quoted("stderr", detail.texts("lastLines"), lines);
            case "start-failure" -> startFailure(detail, message, lines);
            case "trap" -> detail.views("frames").forEach(frame -> lines.add("at " + frame(frame)));
            case "timing" ->
                lines.add("the limit came from " + detail.text("from") + "; "
                        + duration(detail.text("guest")) + " in the guest, " + duration(detail.text("host"))
                        + " in host calls");
            default -> {
                // The line says it all.
            }
        }
        return lines;
    }

    private static void violations(View detail, String message, List<String> lines) {
        List<View> all = detail.views("all");
        for (View each : all) {
            String place = each.text("place");
            String line = place.isEmpty() ? each.text("problem") : place + ": " + each.text("problem");
            if (all.size() > 1 || !message.contains(each.text("problem"))) {
                lines.add(clean(line));
            }
        }
    }

    private static void startFailure(View detail, String message, List<String> lines) {
        quoted("stderr", detail.texts("lastLines"), lines);
        String next = detail.text("nextStep");
        if (!next.isEmpty() && !message.contains(next)) {
            lines.add(next);
        }
    }

    private static String duration(String iso) {
        return iso.isEmpty() ? "unknown" : CallErrors.duration(Duration.parse(iso));
    }

    private static String frame(View frame) {
        String file = frame.text("file");
        String line = frame.number("line") > 0 ? ":" + frame.number("line") : "";
        return clean(frame.text("function") + (file.isEmpty() ? "" : " (" + file + line + ")"));
    }

    private static void quoted(String from, List<String> texts, List<String> lines) {
        texts.forEach(text -> lines.add(from + " | " + clean(text)));
    }

    private static String clean(String text) {
        return ForeignText.clean(text, LONGEST_LINE);
    }
}

package io.mortise.cli.screen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the command prints: data on {@code out}, talk on {@code err}. Any thread; a line is never torn.
 *
 * @param outIsTerminal a person reads {@code out}
 * @param errIsTerminal a person reads {@code err}
 * @param width in columns
 * @param hasColours false under {@code NO_COLOR}, for {@code TERM=dumb}, and where no person reads
 */
public record Terminal(
        PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, int width, boolean hasColours) {
    private static final int STANDARD_WIDTH = 120;
    private static final int LONGEST_LINE = 100;

    /** The terminal of this process. */
    public static Terminal ofProcess(PrintStream out, PrintStream err, Map<String, String> environment) {
        boolean person = isTerminal(1);
        boolean colours = person
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                person,
                isTerminal(2),
                width(person, environment),
                colours);
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (!Files.isSymbolicLink(link)) {
                return isTerminalToShell(descriptor);
            }
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Where there is no {@code /proc}; {@code System.console()} answers differently from one JDK to the next. */
    private static boolean isTerminalToShell(int descriptor) throws IOException {
        Process test = new ProcessBuilder("sh", "-c", "test -t " + descriptor)
                .inheritIO()
                .start();
        try {
            return test.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What {@code COLUMNS} says, else what the terminal says, else 120. */
    private static int width(boolean person, Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9][0-9]{1,3}")) {
            return Integer.parseInt(columns);
        }
        return person ? askedWidth() : STANDARD_WIDTH;
    }

    private static int askedWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
            return answer.matches("\\d+ [1-9]\\d{1,3}")
                    ? Integer.parseInt(answer.substring(answer.indexOf(' ') + 1))
                    : STANDARD_WIDTH;
        } catch (IOException e) {
            return STANDARD_WIDTH;
        }
    }

    /** The same with everything on {@code err}: for a command whose only data is its last word. */
    public Terminal talkOnly() {
        return new Terminal(err, err, errIsTerminal, errIsTerminal, width, hasColours && errIsTerminal);
    }

    /** One line of data. */
    public void line(String text) {
        out.println(text);
    }

    /** A text as data, broken at the terminal's edge, at most 100 columns wide. */
    public void paragraph(String text) {
        Cells.wrap(text, Math.min(width, LONGEST_LINE)).forEach(out::println);
    }

    /** A JSON value as data: indented for a person, on one line for a program. */
    public void json(Object value) {
        out.println(outIsTerminal ? JsonText.indented(value) : JsonText.compact(value));
    }

    /** One line for the person, beside the data. */
    public void talk(String text) {
        err.println(text);
    }

    /** A line for the person that matters less. */
    public void whisper(String text) {
        err.println(errIsTerminal ? style(Style.DIM, text) : text);
    }

    /** Overwrites the last such text on {@code err}; nothing where no person reads. An empty text clears it. */
    public void progress(String text) {
        if (errIsTerminal) {
            err.print('\r' + Cells.fit(text, width - 1) + "\u001b[K" + (text.isEmpty() ? "\r" : ""));
            err.flush();
        }
    }

    public String style(Style style, String text) {
        return hasColours ? style.around(text) : text;
    }
}

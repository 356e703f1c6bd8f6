package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Locale;

/** The person at the terminal. */
final class Operator {
    private Operator() {}

    /** Who decisions are written down for. */
    static String name() {
        return System.getProperty("user.name", "unknown");
    }

    /** Asks; anything but yes, also the end of the input, is no. */
    static boolean agrees(Shell shell, String question) {
        shell.terminal().err().print(question + " [y/N] ");
        shell.terminal().err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(shell.in(), UTF_8)).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            shell.terminal().talk("no answer could be read: " + e.getMessage());
            return false;
        }
    }
}

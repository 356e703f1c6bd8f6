package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** One run of the command in this JVM, and what it printed. */
record Ran(int exit, String out, String err) {
    /** As a program sees it: no terminal, no colours, 120 columns. */
    static Ran mortise(Path directory, String... words) {
        return withInput(directory, "", words);
    }

    static Ran withInput(Path directory, String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 120, false);
        int exit = Mortise.run(
                new Shell(terminal, new ByteArrayInputStream(input.getBytes(UTF_8)), directory, environment()), words);
        return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** The build gives tests a runtime directory of their own, so that no real manager is met. */
    static Map<String, String> environment() {
        return Map.of("XDG_RUNTIME_DIR", System.getenv().getOrDefault("XDG_RUNTIME_DIR", ""));
    }

    View json() {
        return View.parse(out);
    }
}

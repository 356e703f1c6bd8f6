package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.cli.screen.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every command owes to somebody who types it for the first time. */
class HelpTest {
    @TempDir
    Path directory;

    static Stream<String> commands() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        Shell shell = new Shell(
                new Terminal(nowhere, nowhere, false, false, 120, false),
                InputStream.nullInputStream(),
                Path.of("").toAbsolutePath(),
                Map.of());
        return Mortise.commandLine(shell).getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_endsWithAnExample_ofThatCommand(String command) {
        Ran ran = Ran.mortise(directory, command, "--help");

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Usage: mortise " + command + " ");
        List<String> lines = ran.out().lines().toList();
        List<String> examples =
                lines.subList(lines.indexOf(lines.contains("Example:") ? "Example:" : "Examples:") + 1, lines.size());
        assertThat(examples.get(0)).startsWith("  ").contains("mortise " + command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aWordThatIsNotUnderstood_isExit2_andJsonWhereItIsAskedFor(String command) {
        Ran talk = Ran.mortise(directory, command, "--nonsense");
        assertThat(talk.exit()).isEqualTo(2);
        assertThat(talk.out()).isEmpty();
        assertThat(talk.err()).contains("see `mortise " + command + " --help`");

        Ran json = Ran.mortise(directory, command, "--nonsense", "--json");
        assertThat(json.exit()).isEqualTo(2);
        assertThat(json.err()).isEmpty();
        assertThat(json.json().view("error").number("exit")).isEqualTo(2);
        assertThat(json.json().view("error").text("message")).isNotEmpty();
    }

    @Test
    void completion_isJson_whenAsked() {
        assertThat(Ran.mortise(directory, "completion", "--json")
                        .json()
                        .text("script")
                        .stripTrailing())
                .contains("mortise")
                .isEqualTo(Ran.mortise(directory, "completion").out().stripTrailing());
    }
}

package io.mortise.cli.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Terminal terminal(int width, boolean colours) {
        PrintStream stream = new PrintStream(out, true, UTF_8);
        return new Terminal(stream, stream, colours, colours, width, colours);
    }

    @Test
    void table_alignsItsColumns_andWrapsTheLast() {
        new Table("PLUGIN", "STATE", "MAY")
                .row("hello-wasm", "running", "nothing")
                .row("größe", "idle", "send GET requests to api.example and keep some data")
                .print(terminal(50, false));

        assertThat(out.toString(UTF_8))
                .isEqualTo(
                        """
                        PLUGIN      STATE    MAY
                        hello-wasm  running  nothing
                        größe       idle     send GET requests to
                                             api.example and keep some
                                             data
                        """);
    }

    @Test
    void table_countsNoColourAsWidth() {
        new Table("A", "B")
                .row(new Table.Cell("x", Style.GREEN), Table.Cell.of("y"))
                .print(terminal(80, true));

        assertThat(out.toString(UTF_8))
                .isEqualTo("\u001b[1mA\u001b[0m  \u001b[1mB\u001b[0m\n\u001b[32mx\u001b[0m  y\n");
    }

    @Test
    void json_isIndentedForAPerson_andOneLineForAProgram() {
        Map<String, Object> value = Map.of("list", List.of(1, 2), "empty", Map.of());

        assertThat(JsonText.indented(Map.of("a", value)))
                .startsWith("{\n  \"a\": {\n")
                .contains("\"list\": [1,2]", "\"empty\": {}");
        terminal(80, false).json(Map.of("n", 1));
        assertThat(out.toString(UTF_8)).isEqualTo("{\"n\":1}\n");
    }

    @Test
    void progress_isForAPersonOnly() {
        terminal(80, false).progress("1 of 2");

        assertThat(out.toString(UTF_8)).isEmpty();
    }
}

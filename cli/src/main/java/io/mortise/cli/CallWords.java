package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Failure;
import io.mortise.cli.link.Refusal;
import io.mortise.manager.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who is called, and what goes in: one JSON object of the words, a text, a file or stdin. */
final class CallWords {
    @Parameters(
            index = "0",
            paramLabel = "PLUGIN",
            description = "A name; or a plugin's directory or a bare .wasm, which then runs for this call only.")
    private String plugin = "";

    @Parameters(index = "1", paramLabel = "FUNCTION", description = "One of its functions.")
    private String function = "";

    @Parameters(
            index = "2..*",
            paramLabel = "KEY=TEXT|KEY:=JSON|-",
            description = "Together a JSON object; - reads stdin as it is. Without any: {}.")
    private List<String> words = List.of();

    @Option(names = "--text", paramLabel = "TEXT", description = "This text as it is.")
    private @Nullable String text;

    @Option(names = "--file", paramLabel = "FILE", description = "The bytes of this file.")
    private @Nullable String file;

    String plugin() {
        return plugin;
    }

    String function() {
        return function;
    }

    byte[] payload(Shell shell) {
        int sources = (words.isEmpty() ? 0 : 1) + (text == null ? 0 : 1) + (file == null ? 0 : 1);
        if (sources > 1) {
            throw Refusal.of(Failure.BAD_INPUT, "call", "takes one of words, --text, --file and -, not several");
        }
        try {
            if (text != null) {
                return text.getBytes(UTF_8);
            }
            if (file != null) {
                return Files.readAllBytes(shell.path(file));
            }
            return words.equals(List.of("-")) ? shell.in().readAllBytes() : Json.write(KeyValues.parse(words));
        } catch (NoSuchFileException e) {
            throw Refusal.of(Failure.BAD_INPUT, e.getFile(), "there is no such file; it was named by --file");
        } catch (IOException e) {
            throw Refusal.of(Failure.BAD_INPUT, "call", "its input cannot be read: " + e);
        }
    }
}

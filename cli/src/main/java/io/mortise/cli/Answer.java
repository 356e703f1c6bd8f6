package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.cli.screen.JsonText;
import io.mortise.cli.screen.Terminal;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a function answered: its bytes as they are for a program, indented JSON for a person. */
final class Answer {
    private final Common common;
    private final Terminal terminal;

    Answer(Common common) {
        this.common = common;
        this.terminal = common.shell().terminal();
    }

    void whole(byte[] payload, long micros) {
        Optional<Object> json = json(payload);
        if (common.json()) {
            Map<String, Object> envelope = new LinkedHashMap<>();
            envelope.put("result", json.orElseGet(() -> new String(payload, UTF_8)));
            envelope.put("micros", micros);
            terminal.json(envelope);
        } else if (terminal.outIsTerminal()) {
            terminal.line(json.map(JsonText::indented).orElseGet(() -> new String(payload, UTF_8)));
            terminal.whisper(payload.length + " bytes in " + Words.micros(micros));
        } else {
            chunk(payload);
        }
    }

    void chunk(byte[] bytes) {
        terminal.out().write(bytes, 0, bytes.length);
        terminal.out().flush();
    }

    private static Optional<Object> json(byte[] payload) {
        try {
            return Json.at(payload, "");
        } catch (BadJson e) {
            return Optional.empty();
        }
    }
}

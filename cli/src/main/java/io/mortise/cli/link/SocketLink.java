package io.mortise.cli.link;

import io.mortise.api.error.Failure;
import io.mortise.manager.internal.control.ControlClient;
import io.mortise.manager.internal.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** The manager that runs in a home, over its control socket. */
final class SocketLink implements Link {
    private final Path home;
    private final ControlClient client;

    SocketLink(Path home, ControlClient client) {
        this.home = home;
        this.client = client;
    }

    @Override
    public View ask(String verb, Map<String, Object> arguments, Consumer<View> events) {
        try {
            View answer = View.parse(client.ask(verb, Json.text(arguments), event -> events.accept(View.parse(event))));
            if (answer.has("error")) {
                throw new Refusal(answer.view("error"));
            }
            return answer.view("result");
        } catch (IOException e) {
            throw Refusal.of(Failure.NOT_SERVING, "home " + home, "the manager went away: " + e.getMessage());
        }
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

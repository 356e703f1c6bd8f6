package io.mortise.cli.link;

import io.mortise.api.Cancellation;
import io.mortise.manager.OperatorDesk;
import io.mortise.manager.PluginManager;
import io.mortise.manager.internal.json.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A manager of this process's own, opened for one command and closed with it. */
public final class ManagerLink implements Link {
    private final Path home;
    private final PluginManager manager;
    private final OperatorDesk desk;
    private final Runnable afterwards;

    /** @param afterwards runs when the manager is closed */
    public ManagerLink(Path home, PluginManager manager, Runnable afterwards) {
        this.home = home;
        this.manager = manager;
        this.desk = OperatorDesk.of(manager);
        this.afterwards = afterwards;
    }

    @Override
    public View ask(String verb, Map<String, Object> arguments, Consumer<View> events) {
        View answer = View.parse(desk.answer(
                verb,
                Json.text(arguments),
                event -> {
                    events.accept(View.parse(event));
                    return true;
                },
                Cancellation.NONE));
        if (answer.has("error")) {
            throw new Refusal(answer.view("error"));
        }
        return answer.view("result");
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public void close() {
        try {
            manager.close();
        } finally {
            afterwards.run();
        }
    }
}

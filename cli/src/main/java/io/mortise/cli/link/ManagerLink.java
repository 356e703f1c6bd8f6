package io.mortise.cli.link;

import io.mortise.api.Cancellation;
import io.mortise.manager.OperatorDesk;
import io.mortise.manager.PluginManager;
import io.mortise.manager.internal.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A manager of this process's own, opened for one command and closed with it. */
public final class ManagerLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(ManagerLink.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final PluginManager manager;
    private final OperatorDesk desk;
    private final Runnable afterwards;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(() -> close(Duration.ZERO), "mortise/ctrl-c");
    private volatile boolean hooked;

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

    /** The same, closed without waiting for calls when Ctrl-C ends the command: nothing it made is left behind. */
    public ManagerLink endingWithTheProcess() {
        Runtime.getRuntime().addShutdownHook(hook);
        hooked = true;
        return this;
    }

    @Override
    public void close() {
        close(PATIENCE);
        if (hooked) {
            unhook();
        }
    }

    private void unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending already");
        }
    }

    private void close(Duration patience) {
        if (closed.compareAndSet(false, true)) {
            try {
                manager.close(patience);
            } finally {
                afterwards.run();
            }
        }
    }
}

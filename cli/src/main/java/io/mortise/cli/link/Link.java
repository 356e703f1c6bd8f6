package io.mortise.cli.link;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A manager that can be asked, wherever it is. */
public interface Link extends AutoCloseable {
    /**
     * Asks one of the operator's verbs; {@code events} hears what comes before the answer, on this thread.
     *
     * @throws Refusal with what the manager answered as error
     */
    View ask(String verb, Map<String, Object> arguments, Consumer<View> events);

    default View ask(String verb, Map<String, Object> arguments) {
        return ask(verb, arguments, event -> {});
    }

    Path home();

    /** False when only files are read and nothing runs. */
    boolean isLive();

    @Override
    void close();
}

package io.mortise.manager.internal.audit;

import java.nio.file.Path;

/** {@code decisions.jsonl}: what operators decided, one JSON object a line; each is on the disk before append returns. */
public final class DecisionLog implements AutoCloseable {
    private DecisionLog() {}

    /** Opens the file for appending, 0600, made when absent; a last line cut off by a crash is ended first. */
    public static DecisionLog open(Path file) {
        throw new UnsupportedOperationException();
    }

    /** @throws io.mortise.api.error.PluginException SERVICE_FAILED when it cannot be written: then nothing was decided */
    public void append(Decision decision) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

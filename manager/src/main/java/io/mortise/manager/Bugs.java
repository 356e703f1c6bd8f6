package io.mortise.manager;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what must never happen into HOST_BUG with an id, under which the log has the stack. */
final class Bugs {
    private static final Logger LOG = LoggerFactory.getLogger(Bugs.class);

    private final RandomGenerator random;

    Bugs(RandomGenerator random) {
        this.random = random;
    }

    PluginException told(Object subject, String tried, Throwable bug) {
        String id = Long.toHexString(random.nextLong() | 1L << 63);
        LOG.atError()
                .setCause(bug)
                .addKeyValue("plugin", subject)
                .addKeyValue("error", id)
                .log("a bug of the host");
        return PluginException.of(
                Failure.HOST_BUG,
                subject,
                tried + " met a bug of the host; the log has it under " + id + ": please report it",
                new Detail.Bug(id));
    }
}

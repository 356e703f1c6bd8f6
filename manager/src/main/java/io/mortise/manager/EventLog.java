package io.mortise.manager;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes every event to the log once: life-cycle steps as INFO, what needs a look as WARN, what was given up as ERROR. */
final class EventLog implements Consumer<PluginEvent> {
    private static final Logger LOG = LoggerFactory.getLogger("io.mortise.manager");

    @Override
    public void accept(PluginEvent event) {
        LOG.atLevel(level(event))
                .addKeyValue("plugin", event.plugin().map(Object::toString).orElse(""))
                .log(event.text());
    }

    private static Level level(PluginEvent event) {
        if (event instanceof PluginEvent.StateChanged step) {
            return level(step.to());
        }
        if (event instanceof PluginEvent.Reloaded reload) {
            return isRefused(reload.outcome()) ? Level.WARN : Level.DEBUG;
        }
        if (event instanceof PluginEvent.Notice notice) {
            return notice.warning() ? Level.WARN : Level.INFO;
        }
        return event instanceof PluginEvent.Troubled || event instanceof PluginEvent.HostCallDenied
                ? Level.WARN
                : Level.DEBUG;
    }

    private static boolean isRefused(ReloadOutcome outcome) {
        return outcome instanceof ReloadOutcome.Refused || outcome instanceof ReloadOutcome.ConsentNeeded;
    }

    private static Level level(PluginState state) {
        return switch (state) {
            case FAILED -> Level.ERROR;
            case DEGRADED, INVALID, UNRESOLVED, AWAITING_GRANT, BACKOFF, QUARANTINED -> Level.WARN;
            case DISCOVERED, RESOLVED, LOADING, STARTING, RUNNING, DRAINING, STOPPED, DISABLED, IDLE -> Level.INFO;
        };
    }
}

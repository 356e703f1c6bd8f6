package io.mortise.manager;

import io.mortise.manager.internal.control.ControlServer;
import java.io.IOException;

/** Lets the {@code mortise} command reach a manager. */
final class Control {
    private Control() {}

    /** Listens until closed; a manager nobody can reach works all the same and says so. */
    static Subscription open(PluginManager manager, Assembly parts) {
        if (parts.setup.control) {
            Home home = parts.core.home();
            try {
                ControlServer server =
                        ControlServer.open(home.directory(), home.state(""), OperatorDesk.of(manager)::answer);
                return server::close;
            } catch (IOException e) {
                parts.core.hub().notice(true, "the mortise command cannot reach this manager: " + e);
            }
        }
        return () -> {};
    }
}

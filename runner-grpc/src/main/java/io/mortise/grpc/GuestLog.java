package io.mortise.grpc;

import io.mortise.api.Subject;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.LogLine;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what a process writes into its plugin's log. Nothing it throws may end the thread that drains the pipe. */
final class GuestLog implements Consumer<LogLine> {
    private static final Logger LOG = LoggerFactory.getLogger(GuestLog.class);

    private final HostApi host;
    private final Subject subject;

    GuestLog(HostApi host, Subject subject) {
        this.host = host;
        this.subject = subject;
    }

    @Override
    public void accept(LogLine line) {
        try {
            host.log(host.background(), line);
        } catch (HostFailure e) {
            LOG.atDebug().addKeyValue("plugin", subject).setCause(e).log("a line of the guest was not taken");
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("plugin", subject).setCause(e).log("the guest's log broke");
        }
    }
}

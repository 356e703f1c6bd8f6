package io.mortise.api.host;

import io.mortise.api.Subject;
import io.mortise.api.manifest.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends requests on behalf of plugins, each generation with a client and a connection pool of its own. */
public interface HttpService extends AutoCloseable {
    /** The session of one generation; closed with it. */
    Session open(Rules rules);

    @Override
    void close();

    /**
     * What bounds a session.
     *
     * @param granted the live grant, read again for every hop
     * @param addresses host name to the private networks (CIDR) an operator lets it lead to
     * @param proxy {@code http://host:port} of the operator's proxy
     * @param maxBodyBytes of a request and of a decompressed response
     * @param secrets value of a granted secret, for the {@code auth} of an entry
     */
    record Rules(
            Subject plugin,
            Supplier<List<Permission.Http>> granted,
            Map<String, Set<String>> addresses,
            Optional<String> proxy,
            long maxBodyBytes,
            Function<String, Optional<String>> secrets) {}

    /** One generation's client. */
    interface Session extends AutoCloseable {
        /**
         * Sends; every hop passes the whole guard.
         *
         * @throws HostFailure PERMISSION_DENIED with hop, rule and the grant line; INVALID_ARGUMENT; UNAVAILABLE;
         *     RESOURCE_EXHAUSTED; DEADLINE_EXCEEDED; CANCELLED
         */
        HttpAnswer send(HostCall call, HttpAsk ask);

        @Override
        void close();
    }
}

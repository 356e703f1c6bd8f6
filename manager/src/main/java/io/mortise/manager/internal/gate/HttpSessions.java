package io.mortise.manager.internal.gate;

import io.mortise.api.host.HttpService;
import java.util.Optional;

/** The one HTTP session of a generation, opened by its first request. */
final class HttpSessions implements AutoCloseable {
    private final Object lock = new Object();
    private final Optional<HttpService> service;
    private final HttpService.Rules rules;
    private volatile Optional<HttpService.Session> session = Optional.empty();
    private boolean closed;

    HttpSessions(Optional<HttpService> service, HttpService.Rules rules) {
        this.service = service;
        this.rules = rules;
    }

    /** Empty when there is no HTTP service, or when the generation is closed. */
    Optional<HttpService.Session> get() {
        Optional<HttpService.Session> seen = session;
        return seen.isPresent() ? seen : open();
    }

    private Optional<HttpService.Session> open() {
        synchronized (lock) {
            if (session.isEmpty() && !closed) {
                // Opening makes objects only; nothing is connected under the lock.
                session = service.map(http -> http.open(rules));
            }
            return session;
        }
    }

    @Override
    public void close() {
        Optional<HttpService.Session> last;
        synchronized (lock) {
            closed = true;
            last = session;
            session = Optional.empty();
        }
        last.ifPresent(HttpService.Session::close);
    }
}

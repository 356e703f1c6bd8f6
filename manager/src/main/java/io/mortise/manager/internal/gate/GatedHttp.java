package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService;
import io.mortise.manager.internal.audit.HostOperation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of this plugin. Which hosts it may reach is decided hop by hop in the session, by the live grant. */
final class GatedHttp implements HostApi.HttpApi {
    private static final String TRACEPARENT = "traceparent";

    private final Door door;
    private final Passage passage;
    private final HttpSessions sessions;
    private final boolean trace;

    /** @param trace whether requests carry the trace of the call they are made in */
    GatedHttp(Door door, Passage passage, HttpSessions sessions, boolean trace) {
        this.trace = trace;
        this.door = door;
        this.passage = passage;
        this.sessions = sessions;
    }

    @Override
    public HttpAnswer send(HostCall call, HttpAsk ask) {
        Passage.Want want = new Passage.Want(
                HostOperation.HTTP_SEND, UrlHost.target(ask.method(), ask.url()), GrantView::httpBy, GrantView::httpBy);
        GrantView before = door.view();
        return passage.through(
                call,
                want,
                now -> now.coversHttpOf(before),
                answer -> ask.body().length + answer.body().length,
                inner -> session().send(inner, trace ? traced(inner, ask) : ask));
    }

    /** A guest that sends a header of its own has a reason. */
    private static HttpAsk traced(HostCall call, HttpAsk ask) {
        if (call.trace().isEmpty() || ask.headers().keySet().stream().anyMatch(TRACEPARENT::equalsIgnoreCase)) {
            return ask;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>(ask.headers());
        headers.put(TRACEPARENT, List.of(call.trace().get()));
        return new HttpAsk(ask.method(), ask.url(), headers, ask.body(), ask.timeout());
    }

    private HttpService.Session session() {
        Optional<HttpService.Session> session = sessions.get();
        return session.orElseThrow(() -> Absent.of(HostOperation.HTTP_SEND));
    }
}

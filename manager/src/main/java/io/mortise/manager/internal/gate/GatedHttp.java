package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService;
import io.mortise.manager.internal.audit.HostOperation;
import java.util.Optional;

/** Requests of this plugin. Which hosts it may reach is decided hop by hop in the session, by the live grant. */
final class GatedHttp implements HostApi.HttpApi {
    private final Door door;
    private final Passage passage;
    private final HttpSessions sessions;

    GatedHttp(Door door, Passage passage, HttpSessions sessions) {
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
                inner -> session().send(inner, ask));
    }

    private HttpService.Session session() {
        Optional<HttpService.Session> session = sessions.get();
        return session.orElseThrow(() -> Absent.of(HostOperation.HTTP_SEND));
    }
}

package io.mortise.host.http;

import static io.mortise.host.http.Requests.ask;
import static io.mortise.host.http.Requests.call;
import static io.mortise.host.http.Requests.refused;
import static io.mortise.host.http.Requests.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Rules;
import io.mortise.api.host.HttpService.Session;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** What a session adds of its grant: secrets, and connections of its own. */
class HttpSessionGrantTest extends LoopbackServer {
    @Test
    void send_addsTheSecretOfTheEntry_andTheGuestCannotReplaceIt() throws Exception {
        server.enqueue(body("ok"));
        Permission.Http entry =
                new Permission.Http("127.0.0.1", Set.of(), Set.of(server.getPort()), Optional.of("KEY"), Set.of());
        Session session = service.open(new Rules(
                Requests.WEATHER, () -> List.of(entry), Map.of(), Optional.empty(), 1_000, name -> Optional.of("s3")));

        session.send(call(), ask("GET", base + "/", Map.of("authorization", List.of("Basic mine")), ""));

        assertThat(server.takeRequest().getHeaders().values("authorization")).containsExactly("Bearer s3");
    }

    @Test
    void send_sendsTheGuestsOwnAuthorization() throws Exception {
        server.enqueue(body("ok"));

        open().send(call(), ask("GET", base + "/", Map.of("Authorization", List.of("Basic mine")), ""));

        assertThat(server.takeRequest().getHeaders().values("authorization")).containsExactly("Basic mine");
    }

    @Test
    void send_readsTheGrantEachTime() {
        server.enqueue(body("ok"));
        AtomicReference<List<Permission.Http>> granted = new AtomicReference<>(List.of(loopback));
        Session session = service.open(rules(granted::get));
        session.send(call(), HttpAsk.get(base + "/"));

        granted.set(List.of());

        assertThat(refused(session, HttpAsk.get(base + "/")).code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void send_givesEachSessionConnectionsOfItsOwn() throws Exception {
        for (int i = 0; i < 4; i++) {
            server.enqueue(body("ok"));
        }
        Session first = open();
        Session second = open();

        first.send(call(), HttpAsk.get(base + "/"));
        first.send(call(), HttpAsk.get(base + "/"));
        second.send(call(), HttpAsk.get(base + "/"));

        int one = server.takeRequest().getConnectionIndex();
        assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(one);
        assertThat(server.takeRequest().getConnectionIndex()).isNotEqualTo(one);
    }

    private Session open() {
        return service.open(rules(loopback));
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder().body(text).build();
    }
}

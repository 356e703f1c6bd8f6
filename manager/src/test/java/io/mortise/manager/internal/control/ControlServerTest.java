package io.mortise.manager.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mortise.api.Cancellation;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
    @TempDir
    Path directory;

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private Path home;
    private Path state;
    private LiveHomes homes;
    private ControlServer server;

    @BeforeEach
    void listen() throws IOException {
        home = directory.resolve("home");
        state = PrivateDirectory.make(Files.createDirectory(home).resolve(".mortise"));
        homes = LiveHomes.in(directory.resolve("run"));
        server = ControlServer.open(home, state, this::answer, homes);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String answer(String verb, String arguments, Predicate<String> events, Cancellation cancellation) {
        if (verb.equals("count")) {
            events.test("{\"n\":1}");
            events.test("{\"n\":2}");
        }
        if (verb.equals("wait")) {
            CountDownLatch gone = new CountDownLatch(1);
            cancellation.onCancel(gone::countDown);
            events.test("{\"waiting\":true}");
            try {
                gone.await();
                cancelled.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return "{\"result\":{\"verb\":\"" + verb + "\",\"args\":" + arguments + "}}";
    }

    @Test
    void client_hearsEventsAndThenTheAnswer() throws IOException {
        List<String> events = new ArrayList<>();

        String answer;
        try (ControlClient client = ControlClient.connect(home, homes).orElseThrow()) {
            answer = client.ask("count", "{\"x\":1}", events::add);
        }

        assertThat(events).containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(answer).isEqualTo("{\"result\":{\"verb\":\"count\",\"args\":{\"x\":1}}}");
    }

    @Test
    void server_refusesAnotherVersion_namingBoth() throws IOException {
        try (Dials client = Dials.to(server.socket())) {
            client.say("{\"v\":2,\"id\":7,\"verb\":\"status\",\"args\":{}}");

            assertThat(client.hear())
                    .startsWith("{\"id\":7,\"error\":")
                    .contains("the client speaks control protocol 2, this manager 1", "\"exit\":3");
        }
    }

    @Test
    void server_answersGarbageAndGoesOn() throws IOException {
        try (Dials client = Dials.to(server.socket())) {
            assertThat(client.say("hello").hear()).contains("\"id\":0", "the request is no JSON");
            assertThat(client.say("{\"v\":1,\"verb\":\"x\"}").hear()).contains("id is to be a number above 0");
            assertThat(client.say("{\"v\":1,\"id\":1}").hear()).contains("verb is to be a text");
            assertThat(client.say("{\"v\":1,\"id\":1,\"verb\":\"x\",\"args\":[]}")
                            .hear())
                    .contains("args is to be an object");
            assertThat(client.say("{\"v\":1,\"id\":1,\"verb\":\"x\",\"extra\":1}")
                            .hear())
                    .contains("nothing else");
            assertThat(client.say("{\"v\":1,\"id\":9,\"verb\":\"x\"}").hear()).startsWith("{\"id\":9,\"result\":");
        }
    }

    @Test
    void server_cancelsWhatAClientAskedFor_whenItGoes() throws Exception {
        Dials client = Dials.to(server.socket());
        client.say("{\"v\":1,\"id\":1,\"verb\":\"wait\"}");
        assertThat(client.hear()).contains("waiting");

        client.close();

        await().until(() -> cancelled.getCount() == 0);
    }

    @Test
    void server_cancelsARequest_whenItIsTakenBack() throws Exception {
        try (Dials client = Dials.to(server.socket())) {
            client.say("{\"v\":1,\"id\":5,\"verb\":\"wait\"}");
            assertThat(client.hear()).contains("waiting");

            client.say("{\"v\":1,\"id\":6,\"verb\":\"cancel\",\"args\":{\"id\":5}}");

            assertThat(client.hear()).startsWith("{\"id\":5,\"result\":");
        }
    }

    @Test
    void server_refusesRequests_whenTooManyWait() throws IOException {
        try (Dials client = Dials.to(server.socket())) {
            client.say("{\"v\":1,\"id\":1,\"verb\":\"wait\"}");
            assertThat(client.hear()).contains("waiting");
            for (int id = 2; id <= Wire.MAX_WAITING + 2; id++) {
                client.say("{\"v\":1,\"id\":" + id + ",\"verb\":\"x\"}");
            }

            assertThat(client.hear())
                    .startsWith("{\"id\":" + (Wire.MAX_WAITING + 2))
                    .contains("more than 16 requests wait on this connection");
        }
    }

    @Test
    void server_refusesMoreClientsThanItsCap_andServesThoseItHas() throws IOException {
        List<Dials> clients = new ArrayList<>();
        try {
            for (int i = 0; i < Wire.MAX_CONNECTIONS; i++) {
                clients.add(Dials.to(server.socket()).say("{\"v\":1,\"id\":1,\"verb\":\"x\"}"));
                assertThat(clients.get(i).hear()).contains("result");
            }

            try (Dials oneMore = Dials.to(server.socket())) {
                assertThat(oneMore.hear()).contains("32 clients are connected already");
                assertThat(oneMore.isClosed()).isTrue();
            }
            assertThat(clients.get(0).say("{\"v\":1,\"id\":2,\"verb\":\"x\"}").hear())
                    .contains("result");
        } finally {
            for (Dials client : clients) {
                client.close();
            }
        }
    }

    @Test
    void socket_isForItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket())))
                .isEqualTo("rw-------");
    }

    @Test
    void server_refusesAStateDirectoryThatIsOpenToOthers() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> ControlServer.open(home, open, this::answer, homes))
                .hasMessageContaining("is open to others; chmod 700 it");
    }

    @Test
    void privateDirectory_refusesADirectoryOfAnotherUser() throws IOException {
        assumeTrue(PrivateDirectory.me().getName().equals("root"), "only root can give a directory away");
        UserPrincipal nobody =
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Path theirs = PrivateDirectory.make(directory.resolve("theirs"));
        Files.setOwner(theirs, nobody);

        assertThatThrownBy(() -> PrivateDirectory.make(theirs)).hasMessageContaining("belongs to nobody");
        assertThat(Peer.isTrusted(nobody, PrivateDirectory.me())).isFalse();
        assertThat(Peer.isTrusted(PrivateDirectory.me(), nobody)).isTrue();
    }

    @Test
    void socket_liesElsewhere_whenItsPathWouldBeTooLong() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(60)).resolve("e".repeat(60)));
        Path far = PrivateDirectory.make(deep.resolve(".mortise"));

        try (ControlServer other = ControlServer.open(deep, far, this::answer, homes);
                ControlClient client = ControlClient.connect(deep, homes).orElseThrow()) {
            assertThat(other.socket()).hasParent(homes.directory());
            assertThat(far.resolve("control")).hasContent(other.socket().toString());
            assertThat(client.ask("x", "{}", event -> {})).contains("result");
        }
    }

    @Test
    void client_findsAManagerThatKeepsItsStateElsewhere() throws IOException {
        Path bare = Files.createDirectory(directory.resolve("bare"));
        Path elsewhere = PrivateDirectory.make(directory.resolve("elsewhere"));

        try (ControlServer other = ControlServer.open(bare, elsewhere, this::answer, homes)) {
            assertThat(other.socket()).exists();
            assertThat(ControlClient.connect(bare, homes)).isPresent();
        }
    }

    @Test
    void close_endsEverything() throws IOException {
        ControlClient client = ControlClient.connect(home, homes).orElseThrow();
        client.ask("x", "{}", event -> {});

        server.close();

        assertThat(server.socket()).doesNotExist();
        assertThat(homes.alive()).isEmpty();
        assertThat(ControlClient.connect(home, homes)).isEmpty();
        assertThatThrownBy(() -> client.ask("x", "{}", event -> {})).isInstanceOf(IOException.class);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("control/")));
    }

    @Test
    void connect_findsNobody_whenASocketWasLeftBehind() throws IOException {
        Path socket = server.socket();
        byte[] nothing = {};
        server.close();
        Files.write(socket, nothing);

        assertThat(ControlClient.connect(home, homes)).isEmpty();
    }
}

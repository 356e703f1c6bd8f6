package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks both ways, with the certificates of the main connection; the same number may be used on both sides. */
@Timeout(60)
class GoPluginBrokerTest {
    @TempDir
    Path directory;

    private final DialingBroker theirs = new DialingBroker();
    private Bench bench;
    private FakePeer peer;
    private GoPluginClient client;

    @BeforeEach
    void start() throws IOException {
        bench = new Bench(directory);
        peer = FakePeer.serving(new ScriptedPlugin(), theirs);
        Path script = bench.script("program", "echo '" + peer.line() + "'", FakePeer.WAIT);
        client = GoPluginClient.start(GoPluginProgram.of(script, "COOKIE", "x", 1), line -> {});
    }

    @AfterEach
    void close() throws InterruptedException {
        client.close();
        bench.close();
        peer.close();
        theirs.close();
    }

    private static String describe(io.grpc.Channel channel) {
        return PluginGrpc.newBlockingStub(channel)
                .describe(Empty.getDefaultInstance())
                .getJson()
                .toStringUtf8();
    }

    @Test
    void theProgram_callsWhatTheHostServes() throws Exception {
        var ours = new ScriptedPlugin();
        ours.description = "{\"functions\":{\"ours\":{}}}";

        int id = client.broker().serve(ours);
        ManagedChannel channel = theirs.dial(id);

        assertThat(id).isEqualTo(1);
        assertThat(describe(channel)).contains("ours");
        channel.shutdownNow();
    }

    @Test
    void theHost_callsWhatTheProgramOffers_beforeOrAfterItAsks() throws Exception {
        try (FakePeer side = FakePeer.serving(new ScriptedPlugin())) {
            theirs.offer(1, Endpoint.unix(side.socket()));

            assertThat(describe(client.broker().dial(1))).contains("says hello");

            var later = new Thread(() -> theirs.offer(2, Endpoint.unix(side.socket())));
            later.start();
            assertThat(describe(client.broker().dial(2))).contains("says hello");
            later.join();
        }
    }

    @Test
    void aNumberNobodyOffered_isNamedAfterFiveSeconds() {
        PluginException failure = catchThrowableOfType(
                PluginException.class, () -> client.broker().dial(9));

        assertThat(failure.failure()).isEqualTo(Failure.NOT_SERVING);
        assertThat(failure)
                .hasMessage("program: dialled broker id 9, which it did not offer within 5 s; each id can be dialled"
                        + " once [NOT_SERVING]");
    }

    @Test
    void aServerInPlaintext_isNotTaken() throws Exception {
        try (FakePeer side = FakePeer.plaintext(new ScriptedPlugin())) {
            theirs.offer(3, Endpoint.unix(side.socket()));

            assertThat(catchThrowableOfType(
                            StatusRuntimeException.class,
                            () -> describe(client.broker().dial(3))))
                    .hasMessageStartingWith("UNAVAILABLE");
        }
    }

    @Test
    void closing_endsBothWays() throws Exception {
        ManagedChannel channel = theirs.dial(client.broker().serve(new ScriptedPlugin()));
        assertThat(describe(channel)).contains("says hello");

        client.close();

        assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> describe(channel)))
                .hasMessageStartingWith("UNAVAILABLE");
        channel.shutdownNow();
    }
}

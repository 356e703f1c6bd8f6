package io.mortise.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.mortise.api.Deadline;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.proto.flowbot.CallRequest;
import io.mortise.proto.flowbot.CallResponse;
import io.mortise.proto.flowbot.CommandRequest;
import io.mortise.proto.flowbot.CommandResponse;
import io.mortise.proto.flowbot.EmitEventRequest;
import io.mortise.proto.flowbot.FormRequest;
import io.mortise.proto.flowbot.FormResponse;
import io.mortise.proto.flowbot.GetConfigRequest;
import io.mortise.proto.flowbot.HTTPCallRequest;
import io.mortise.proto.flowbot.HelpResponse;
import io.mortise.proto.flowbot.HostServiceGrpc;
import io.mortise.proto.flowbot.InitRequest;
import io.mortise.proto.flowbot.InitResponse;
import io.mortise.proto.flowbot.IsReadyResponse;
import io.mortise.proto.flowbot.KVDeleteRequest;
import io.mortise.proto.flowbot.KVGetRequest;
import io.mortise.proto.flowbot.KVSetRequest;
import io.mortise.proto.flowbot.LogRequest;
import io.mortise.proto.flowbot.OAuthCallbackRequest;
import io.mortise.proto.flowbot.PluginServiceGrpc;
import io.mortise.proto.flowbot.RulesResponse;
import io.mortise.proto.flowbot.WebhookConvertRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** flowbot's services: a plugin that speaks them is started, called and served. */
@Timeout(60)
class FlowbotTest {
    @TempDir
    Path directory;

    private final CompletableFuture<String> config = new CompletableFuture<>();
    private final DialingBroker broker = new DialingBroker();
    private Bench bench;
    private FakePeer peer;
    private Runner runner;

    @BeforeEach
    void start() throws IOException {
        bench = new Bench(directory);
        peer = FakePeer.serving(new Bot(), broker);
        RuntimeSpec.Grpc spec = peer.spec(bench, "test \"$FLOWBOT_PLUGIN\" = flowbot-plugin-v1 || exit 1");
        runner = bench.start(new RuntimeSpec.Grpc(
                spec.launch(), List.of(), Map.of(), RuntimeSpec.Protocol.FLOWBOT, spec.handshake(), spec.profile()));
    }

    @AfterEach
    void close() throws InterruptedException {
        bench.close();
        peer.close();
        broker.close();
    }

    /** Answers with what it was asked. */
    private final class Bot extends PluginServiceGrpc.PluginServiceImplBase {
        @Override
        public void init(InitRequest request, StreamObserver<InitResponse> reply) {
            config.complete(request.getConfig());
            one(reply, InitResponse.getDefaultInstance());
        }

        @Override
        public void bootstrap(Empty request, StreamObserver<Empty> reply) {
            one(reply, request);
        }

        @Override
        public void command(CommandRequest request, StreamObserver<CommandResponse> reply) {
            String text = request.getContext() + '|' + request.getContent();
            one(
                    reply,
                    request.getContent().equals("fail")
                            ? CommandResponse.newBuilder()
                                    .setError("no such command")
                                    .build()
                            : CommandResponse.newBuilder().setPayload(text).build());
        }

        @Override
        public void form(FormRequest request, StreamObserver<FormResponse> reply) {
            one(
                    reply,
                    FormResponse.newBuilder()
                            .setPayload(request.getContext() + '|' + request.getValuesOrThrow("a"))
                            .build());
        }

        @Override
        public void rules(Empty request, StreamObserver<RulesResponse> reply) {
            one(reply, RulesResponse.newBuilder().setRules("[1]").build());
        }

        @Override
        public void help(Empty request, StreamObserver<HelpResponse> reply) {
            one(reply, HelpResponse.newBuilder().setHelp("{\"a\":[]}").build());
        }

        @Override
        public void isReady(Empty request, StreamObserver<IsReadyResponse> reply) {
            one(reply, IsReadyResponse.newBuilder().setReady(true).build());
        }

        @Override
        public void abilityCall(CallRequest request, StreamObserver<CallResponse> reply) {
            one(reply, result(request.getOperation() + '|' + request.getParams()));
        }

        @Override
        public void webhookConvert(WebhookConvertRequest request, StreamObserver<CallResponse> reply) {
            one(reply, result(request.getPayload().toStringUtf8()));
        }

        @Override
        public void oAuthCallback(OAuthCallbackRequest request, StreamObserver<CallResponse> reply) {
            one(reply, result(request.getState() + '|' + request.getCode()));
        }

        private static CallResponse result(String text) {
            return CallResponse.newBuilder().setResult(text).build();
        }

        private static <T> void one(StreamObserver<T> reply, T message) {
            reply.onNext(message);
            reply.onCompleted();
        }
    }

    private String ask(String function, String input) {
        return new String(runner.call(Bench.call(function, input)).payload(), UTF_8);
    }

    @Test
    void everyRpc_isAFunction() {
        assertThat(config).isCompletedWithValue("{}");
        assertThat(ask("command", "{\"context\":{\"uid\":1},\"content\":\"hi\"}"))
                .isEqualTo("{\"uid\":1}|hi");
        assertThat(ask("form", "{\"context\":\"{}\",\"values\":{\"a\":5}}")).isEqualTo("{}|5");
        assertThat(ask("ability_call", "{\"operation\":\"list\",\"params\":{\"n\":2}}"))
                .isEqualTo("list|{\"n\":2}");
        assertThat(ask("webhook_convert", "any bytes")).isEqualTo("any bytes");
        assertThat(ask("oauth_callback", "{\"state\":\"s\",\"code\":\"c\"}")).isEqualTo("s|c");
        assertThat(ask("rules", "")).isEqualTo("[1]");
        assertThat(ask("help", "")).isEqualTo("{\"a\":[]}");
        assertThat(ask("bootstrap", "")).isEmpty();
        assertThat(ask("is_ready", "")).isEqualTo("{\"ready\":true}");
        assertThat(runner.health(Deadline.after(Duration.ofSeconds(5))).ready()).isTrue();
    }

    @Test
    void aRefusal_isTheAuthors_andBadInputIsTheCallers() {
        assertFailure("command", "{\"content\":\"fail\"}", Failure.REJECTED, "no such command");
        assertFailure("command", "[]", Failure.BAD_INPUT, "\"command\" wants a JSON object");
        assertFailure("form", "{\"values\":1}", Failure.BAD_INPUT, "\"form\" wants a JSON object at /values");
        assertFailure("input", "{}", Failure.UNKNOWN_FUNCTION, "webhook_convert");
    }

    private void assertFailure(String function, String input, Failure failure, String text) {
        PluginException thrown = catchThrowableOfType(PluginException.class, () -> ask(function, input));
        assertThat(thrown.failure()).isEqualTo(failure);
        assertThat(thrown).hasMessageContaining(text);
    }

    @Test
    void theHostService_isAtBrokerIdOne_andBehindTheSameGate() throws Exception {
        bench.host
                .config("/city", "\"Bern\"")
                .config("/n", "3")
                .web((call, ask) -> new HttpAnswer(
                        200, Map.of("x", List.of("a", "b")), ask.url().getBytes(UTF_8)));
        ManagedChannel channel = broker.dial(1);
        var host = HostServiceGrpc.newBlockingStub(channel);

        assertThat(host.getConfig(GetConfigRequest.newBuilder().setKey("city").build())
                        .getValue())
                .isEqualTo("Bern");
        assertThat(host.getConfig(GetConfigRequest.newBuilder().setKey("n").build())
                        .getValue())
                .isEqualTo("3");
        assertThat(host.getConfig(GetConfigRequest.newBuilder().setKey("none").build())
                        .getValue())
                .isEmpty();
        var ignored = host.kVSet(KVSetRequest.newBuilder()
                .setKey("k")
                .setValue(ByteString.copyFromUtf8("v"))
                .build());
        assertThat(host.kVGet(KVGetRequest.newBuilder().setKey("k").build())
                        .getValue()
                        .toStringUtf8())
                .isEqualTo("v");
        ignored = host.kVDelete(KVDeleteRequest.newBuilder().setKey("k").build());
        assertThat(host.kVGet(KVGetRequest.newBuilder().setKey("k").build()).getValue())
                .isEmpty();
        var web = host.hTTPRequest(HTTPCallRequest.newBuilder()
                .setMethod("GET")
                .setUrl("http://a/")
                .build());
        assertThat(web.getBody().toStringUtf8()).isEqualTo("http://a/");
        assertThat(web.getHeadersMap()).isEqualTo(Map.of("x", "a, b"));
        ignored = host.emitEvent(EmitEventRequest.newBuilder()
                .setSource("somebody else")
                .setEventType("bot.done")
                .setPayload("{}")
                .build());
        ignored = host.log(LogRequest.newBuilder()
                .setLevel("warn")
                .setMessage("mind")
                .putFields("a", "b")
                .build());

        assertThat(bench.host.emitted).extracting(event -> event.type()).containsExactly("bot.done");
        await().untilAsserted(() -> assertThat(bench.logged()).contains("mind"));
        bench.host.deny("http");
        assertThat(host.hTTPRequest(HTTPCallRequest.newBuilder()
                                .setMethod("GET")
                                .setUrl("http://a/")
                                .build())
                        .getError())
                .isNotEmpty();
        channel.shutdownNow();
    }
}

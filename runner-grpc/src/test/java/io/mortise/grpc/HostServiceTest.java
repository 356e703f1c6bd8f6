package io.mortise.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.mortise.api.Call;
import io.mortise.api.Limits;
import io.mortise.api.Runner;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.proto.goplugin.ConnInfo;
import io.mortise.proto.goplugin.GRPCBrokerGrpc;
import io.mortise.proto.v1.CallAppRequest;
import io.mortise.proto.v1.EnqueueRequest;
import io.mortise.proto.v1.HostGrpc;
import io.mortise.proto.v1.KvGetRequest;
import io.mortise.proto.v1.KvSetRequest;
import io.mortise.proto.wire.BrokerMailbox;
import io.mortise.proto.wire.Endpoint;
import io.mortise.proto.wire.MetadataKeys;
import io.mortise.proto.wire.WireIdentity;
import io.mortise.proto.wire.WireTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Host service as a plugin meets it: found through the broker, with mTLS, each callback for its call. */
@Timeout(60)
class HostServiceTest {
    @TempDir
    Path directory;

    private final ScriptedPlugin plugin = new ScriptedPlugin();
    private final BrokerMailbox offers = new BrokerMailbox();
    private final WireTransport transport = WireTransport.open("fake-plugin", 1);
    private Bench bench;
    private FakePeer peer;
    private Runner runner;
    private Endpoint endpoint;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(directory);
        bench.limits = Limits.GRPC.withConcurrency(2);
        peer = FakePeer.serving(plugin, new Broker());
        runner = bench.start(peer.spec(bench));
        int id = plugin.started.get().getHostBrokerId();
        endpoint = offers.take(id, Duration.ofSeconds(5)).orElseThrow();
        channel = dial(P521.shared().key(), P521.shared().certificate());
    }

    private final class Broker extends GRPCBrokerGrpc.GRPCBrokerImplBase {
        @Override
        public StreamObserver<ConnInfo> startStream(StreamObserver<ConnInfo> reply) {
            return new StreamObserver<>() {
                @Override
                public void onNext(ConnInfo message) {
                    offers.offer(message);
                }

                @Override
                public void onError(Throwable ended) {}

                @Override
                public void onCompleted() {}
            };
        }
    }

    private ManagedChannel dial(PrivateKey key, X509Certificate certificate) throws IOException {
        SslContext tls = GrpcSslContexts.configure(
                        SslContextBuilder.forClient().keyManager(key, certificate), SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        return transport
                .channelTo(endpoint, Optional.of(tls))
                .maxInboundMetadataSize(1 << 20)
                .build();
    }

    @AfterEach
    void close() throws InterruptedException {
        channel.shutdownNow();
        bench.close();
        peer.close();
        transport.close();
    }

    private HostGrpc.HostBlockingStub host() {
        return HostGrpc.newBlockingStub(channel);
    }

    private HostGrpc.HostBlockingStub hostFor(String call) {
        var headers = new Metadata();
        headers.put(MetadataKeys.CALL, call);
        ClientInterceptor attach = MetadataUtils.newAttachHeadersInterceptor(headers);
        return host().withInterceptors(attach);
    }

    private static Status status(Runnable hostCall) {
        return catchThrowableOfType(StatusRuntimeException.class, hostCall::run).getStatus();
    }

    private static KvGetRequest get(String key) {
        return KvGetRequest.newBuilder().setKey(key).build();
    }

    @Test
    void withoutACall_itIsBackgroundWork() {
        assertThat(host().kvSet(KvSetRequest.newBuilder()
                                .setKey("k")
                                .setValue(ByteString.copyFromUtf8("v"))
                                .build())
                        .getVersion())
                .isEqualTo(1);

        assertThat(bench.host.made.get(0).getValue().caller().kind().name()).isEqualTo("PLUGIN");
    }

    @Test
    void anUnknownCall_isUnauthenticated() {
        for (String id : List.of("1", "zz", "", "-1")) {
            Status status = status(() -> hostFor(id).kvGet(get("k")));

            assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(status.getDescription())
                    .isEqualTo("no such call is running; background work leaves mortise-call out");
        }
        assertThat(bench.host.made).isEmpty();
    }

    @Test
    void aCall_countsOnlyWhileItRuns() {
        Call call = Bench.call("greet", "x");
        var during = new CompletableFuture<Status>();
        plugin.onCall = (request, reply) -> {
            during.complete(status(() -> hostFor(call.id().toString()).kvGet(get("k"))));
            reply.onError(Status.ABORTED.asRuntimeException());
        };
        catchThrowableOfType(RuntimeException.class, () -> runner.call(call));

        assertThat(during.join().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(bench.host.made.get(0).getValue().id()).isEqualTo(call.id());
        assertThat(status(() -> hostFor(call.id().toString()).kvGet(get("k"))).getCode())
                .isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aHostFailure_isThatStatus_andAnythingElseIsInternalWithoutText() {
        bench.host.app((call, payload) -> {
            if (payload.length == 0) {
                throw new IllegalStateException("jdbc:postgresql://secret");
            }
            throw new HostFailure(StatusCode.ALREADY_EXISTS, "é".repeat(5000));
        });

        Status refused = status(() -> host().callApp(app("x")));
        Status broken = status(() -> host().callApp(app("")));

        assertThat(refused.getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(refused.getDescription()).isEqualTo("é".repeat(2048));
        assertThat(broken.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(broken.getDescription()).isNull();
    }

    private static CallAppRequest app(String payload) {
        return CallAppRequest.newBuilder()
                .setFunction("app.echo")
                .setPayload(ByteString.copyFromUtf8(payload))
                .build();
    }

    @Test
    void aBadTime_isAnInvalidArgument() {
        Status status = status(() -> host().enqueue(EnqueueRequest.newBuilder()
                .setJob("j")
                .setRunAt("tomorrow")
                .build()));

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription())
                .isEqualTo("run_at \"tomorrow\" is no RFC 3339 time such as 2026-01-31T08:00:00Z");
    }

    @Test
    void oneTooMany_isExhausted_andNobodyElseSuffers() throws Exception {
        var inside = new AtomicInteger();
        var go = new CountDownLatch(1);
        bench.host.app((call, payload) -> {
            inside.incrementAndGet();
            awaitLatch(go);
            return payload;
        });
        List<CompletableFuture<ByteString>> held = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            held.add(CompletableFuture.supplyAsync(
                    () -> host().callApp(app("x")).getPayload(), task -> new Thread(task).start()));
        }
        await().until(() -> inside.get() == 2);
        await().untilAsserted(() -> {
            Status status = status(() -> host().kvGet(get("k")));
            assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        });

        assertThat(runner.call(Bench.call("greet", "still")).text()).isEqualTo("still");
        go.countDown();
        for (CompletableFuture<ByteString> one : held) {
            assertThat(one.get().toString(UTF_8)).isEqualTo("x");
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anotherCertificate_isRefused() throws IOException {
        WireIdentity stranger = WireIdentity.create();
        ManagedChannel theirs = dial(stranger.key(), stranger.certificate());

        Status status = status(() -> HostGrpc.newBlockingStub(theirs).kvGet(get("k")));
        theirs.shutdownNow();

        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(bench.host.made).isEmpty();
    }

    @Test
    void tooMuchMetadata_isRefused() {
        assertThat(status(() -> hostFor("x".repeat(20_000)).kvGet(get("k"))).getCode())
                .isNotEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(bench.host.made).isEmpty();
    }
}

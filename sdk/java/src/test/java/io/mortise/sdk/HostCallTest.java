package io.mortise.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mortise.proto.v1.ErrorDetail;
import io.mortise.proto.v1.Origin;
import io.mortise.proto.v1.StartRequest;
import io.mortise.proto.v1.StopRequest;
import io.mortise.proto.wire.MetadataKeys;
import io.mortise.proto.wire.WireIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HostCallTest {
    record Settings(int depth) {}

    private final Plugin plugin = Plugin.named("test");

    @Test
    void hostCall_repeatsItsCallsNumber_andBackgroundWorkNone() throws Exception {
        plugin.handleBytes("set", (call, input) -> {
            call.host().kv().set("mine", input);
            CompletableFuture.runAsync(() -> call.host().kv().set("still mine", input))
                    .join();
            plugin.host().kv().set("background", input);
            return (call.tenant().orElse("") + " " + call.depth()).getBytes(StandardCharsets.UTF_8);
        });

        try (var hosted = HostedPlugin.of(plugin).start("{}")) {
            var reply = hosted.stubForCall("42").call(HostedPlugin.request("set", "v"));

            assertThat(reply.getPayload().toStringUtf8()).isEqualTo("Zoë 2");
            assertThat(hosted.host.asked)
                    .extracting(FakeHostService.Asked::call)
                    .containsExactly(Optional.of("42"), Optional.of("42"), Optional.empty());
        }
    }

    @Test
    void hostCalls_work_overTlsWithAGoHostsCertificate() throws Exception {
        plugin.onStart((config, host) -> host.log().info("started", Map.of("depth", config.as(Settings.class))))
                .handleBytes("count", (call, input) -> ("" + call.host().kv().increment("n", 5)).getBytes());

        try (var hosted = HostedPlugin.withTls(plugin, GoIdentity.create()).start("{\"depth\":3}")) {
            assertThat(hosted.handshake.certificate()).isPresent();
            assertThat(hosted.call("count", "")).isEqualTo("5");
            assertThat(hosted.call("count", "")).isEqualTo("10");
            assertThat(hosted.host.asked.get(0).request())
                    .hasToString(
                            "level: 2\nmessage: \"started\"\nfields_json: \"{\\\"depth\\\":{\\\"depth\\\":3}}\"\n");
        }
    }

    @Test
    void connection_isRefused_whenAnotherHostDials() throws Exception {
        plugin.handleBytes("echo", (call, input) -> input);

        try (var hosted = HostedPlugin.withTls(plugin, WireIdentity.create())) {
            try (var stranger = new Stranger(hosted.handshake)) {
                assertThatThrownBy(stranger::describe)
                        .isInstanceOfSatisfying(
                                StatusRuntimeException.class,
                                e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
            }
            assertThat(hosted.call("echo", "the right one")).isEqualTo("the right one");
        }
    }

    @Test
    void refusal_failsTheCallWithTheSameCodeAndText_whenNobodyCatchesIt() throws Exception {
        plugin.handleBytes(
                "get",
                (call, input) -> call.host().http().get("http://evil.test/").body());

        try (var hosted = HostedPlugin.of(plugin).start("{}")) {
            assertThatThrownBy(() -> hosted.call("get", ""))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, e -> assertThat(
                                    e.getTrailers().get(MetadataKeys.ERROR))
                            .isEqualTo(ErrorDetail.newBuilder()
                                    .setOrigin(Origin.REJECTED)
                                    .setCode(7)
                                    .setMessage("no grant covers http://evil.test/")
                                    .build()));
        }
    }

    @Test
    void hostCall_endsWithItsCall() throws Exception {
        plugin.handleBytes("app", (call, input) -> {
            try {
                return call.host().app().call("silent", input);
            } catch (HostException e) {
                // on another thread: this one is being interrupted
                CompletableFuture.runAsync(() ->
                                plugin.host().kv().set("ended", e.code().name().getBytes()))
                        .join();
                throw e;
            }
        });

        try (var hosted = HostedPlugin.of(plugin).start("{}")) {
            var stub = hosted.stub().withDeadlineAfter(200, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> stub.call(HostedPlugin.request("app", "")))
                    .hasMessageStartingWith("DEADLINE_EXCEEDED");

            Awaitility.await()
                    .untilAsserted(() -> assertThat(hosted.host.entries).containsKey("ended"));
            assertThat(new String(hosted.host.entries.get("ended").value())).isIn("DEADLINE_EXCEEDED", "CANCELLED");
        }
    }

    @Test
    void hostCalls_areUnavailable_underAHostThatNeverStarts() throws Exception {
        plugin.handleBytes("kv", (call, input) -> call.host().kv().require("k"));

        try (var hosted = HostedPlugin.of(plugin)) {
            assertThatThrownBy(() -> hosted.call("kv", "")).hasMessage("UNAVAILABLE: no mortise host");
        }
        assertThatThrownBy(() -> plugin.host().config().json("")).hasMessage("no mortise host");
    }

    @Test
    void absentValues_areEmpty_orRequired() throws Exception {
        List<Object> found = new ArrayList<>();
        plugin.handleBytes("look", (call, input) -> {
            found.add(call.host().kv().get("absent"));
            found.add(call.host().config().json("/absent"));
            found.add(call.host().config().at("", Settings.class).orElseThrow());
            found.add(call.host().plugins().call("other", "f", List.of(1, 2), List.class));
            found.add(call.host().events().emit("link.broken", Map.of("url", "x")));
            return call.host().kv().require("absent");
        });

        try (var hosted = HostedPlugin.of(plugin).start("{}")) {
            assertThatThrownBy(() -> hosted.call("look", "")).hasMessage("NOT_FOUND: no entry absent");
            assertThat(found)
                    .containsExactly(Optional.empty(), Optional.empty(), new Settings(3), List.of(1, 2), "event-1");
        }
    }

    @Test
    void increment_losesNothing_whenManyCallsRace() throws Exception {
        plugin.handleBytes("count", (call, input) -> ("" + call.host().kv().increment("n", 1)).getBytes());

        try (var hosted = HostedPlugin.of(plugin).start("{}")) {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(CompletableFuture.supplyAsync(() -> hosted.call("count", "")));
            }
            calls.forEach(CompletableFuture::join);

            assertThat(hosted.call("count", "")).isEqualTo("51");
            hosted.host.entries.put("n", new Kv.Entry("many".getBytes(), 1));
            assertThatThrownBy(() -> hosted.call("count", ""))
                    .hasMessage("FAILED_PRECONDITION: kv entry n is not a decimal number");
        }
    }

    @Test
    void start_runsOnce_andItsRefusalReachesTheHost() throws Exception {
        plugin.onStart((config, host) -> {
            throw new CallRejected(Code.FAILED_PRECONDITION, "no database at " + config.at("/url", String.class));
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            assertThatThrownBy(() -> hosted.start("{\"url\":\"db:1\"}"))
                    .hasMessage("FAILED_PRECONDITION: no database at Optional[db:1]");
            assertThatThrownBy(() -> hosted.stub().start(StartRequest.getDefaultInstance()))
                    .hasMessage("FAILED_PRECONDITION: Start came twice; a process is started once");
        }
    }

    @Test
    @Tag("slow") // five seconds, go-plugin's own patience
    void start_fails_whenTheHostNeverSaysWhereItServes() throws Exception {
        try (var hosted = HostedPlugin.of(plugin)) {
            assertThatThrownBy(() -> hosted.stub()
                            .start(StartRequest.newBuilder().setHostBrokerId(9).build()))
                    .hasMessage("UNAVAILABLE: timeout waiting for connection info of broker id 9");
        }
    }

    @Test
    void stop_runsTheHookOnce_andSaysWhenItIsTooSlow() throws Exception {
        List<String> ran = new ArrayList<>();
        plugin.onStop(() -> {
            ran.add("stop");
            new CompletableFuture<Void>().join();
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            StopRequest request = StopRequest.newBuilder().setGraceMs(100).build();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> hosted.stub().stop(request))
                        .hasMessage("DEADLINE_EXCEEDED: onStop still runs after 100 ms");
            }
            assertThat(ran).containsExactly("stop");
        }
    }

    @Test
    void health_isWhatThePluginSays() throws Exception {
        plugin.health(() -> Health.notReady("no database"));

        try (var hosted = HostedPlugin.of(plugin)) {
            var reply = hosted.stub().health(Empty.getDefaultInstance());
            assertThat(reply.getReady()).isFalse();
            assertThat(reply.getMessage()).isEqualTo("no database");
        }
    }
}

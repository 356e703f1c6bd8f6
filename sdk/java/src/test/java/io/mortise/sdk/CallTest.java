package io.mortise.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.grpc.StatusRuntimeException;
import io.mortise.proto.v1.CallReply;
import io.mortise.proto.v1.ErrorDetail;
import io.mortise.proto.v1.Frame;
import io.mortise.proto.v1.Origin;
import io.mortise.proto.v1.PluginGrpc;
import io.mortise.proto.wire.MetadataKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallTest {
    record City(String name) {}

    record Forecast(String city, int celsius) {}

    private final Plugin plugin = Plugin.named("test").handleBytes("echo", (call, input) -> input);

    @Test
    void handle_takesAndAnswersRecords() throws Exception {
        plugin.handle("forecast", City.class, Forecast.class, (call, city) -> new Forecast(city.name(), 21));

        try (var hosted = HostedPlugin.of(plugin)) {
            assertThat(hosted.call("forecast", "{\"name\":\"Paris\",\"unknown\":1}"))
                    .isEqualTo("{\"city\":\"Paris\",\"celsius\":21}");
        }
    }

    @Test
    void handle_refusesTheCall_whenTheInputHasAnotherShape() throws Exception {
        plugin.handle("forecast", City.class, Forecast.class, (call, city) -> new Forecast(city.name(), 21));

        try (var hosted = HostedPlugin.of(plugin)) {
            ErrorDetail number = failure(hosted, "forecast", "[1]");
            assertThat(number.getOrigin()).isEqualTo(Origin.REJECTED);
            assertThat(number.getCode()).isEqualTo(3);
            assertThat(number.getMessage()).startsWith("input is not a City: ");
            assertThat(failure(hosted, "forecast", "null").getMessage()).isEqualTo("input is null; expected a City");
        }
    }

    @Test
    void rejection_travelsAsItIs_withAnyCode() throws Exception {
        plugin.handleBytes("fail", (call, input) -> {
            throw new CallRejected(Integer.parseInt(new String(input)), "no such city\u00e9");
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            for (int code : List.of(0, 5, 16, 17, 99)) {
                assertThat(failure(hosted, "fail", "" + code))
                        .isEqualTo(ErrorDetail.newBuilder()
                                .setOrigin(Origin.REJECTED)
                                .setCode(code)
                                .setMessage("no such city\u00e9")
                                .build());
            }
            assertThat(hosted.logText()).isEmpty();
        }
    }

    @Test
    void uncaughtException_isTrapped_withItsFrames() throws Exception {
        plugin.handleBytes("trap", (call, input) -> {
            throw new IllegalStateException("boom");
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            ErrorDetail detail = failure(hosted, "trap", "");

            assertThat(detail.getOrigin()).isEqualTo(Origin.TRAPPED);
            assertThat(detail.getCode()).isEqualTo(13);
            assertThat(detail.getMessage()).isEqualTo("java.lang.IllegalStateException: boom");
            Frame first = detail.getFrames(0);
            assertThat(first.getFunction()).startsWith(CallTest.class.getName());
            assertThat(first.getFile()).isEqualTo("CallTest.java");
            assertThat(first.getLine()).isPositive();
            assertThat(hosted.logText())
                    .startsWith("{\"@level\":\"error\",\"@message\":\"uncaught in function trap: "
                            + "java.lang.IllegalStateException: boom\"");
            assertThat(hosted.call("echo", "still here")).isEqualTo("still here");
        }
    }

    @Test
    void overflowingStack_costsOneCallOnly() throws Exception {
        plugin.concurrentCalls(1).handleBytes("recurse", (call, input) -> recurse(input));

        try (var hosted = HostedPlugin.of(plugin)) {
            assertThat(failure(hosted, "recurse", "").getMessage()).isEqualTo("java.lang.StackOverflowError");
            assertThat(hosted.call("echo", "still here")).isEqualTo("still here");
        }
    }

    @Test
    void longErrorText_arrivesWhole() throws Exception {
        String text = "é".repeat(20 * 1024);
        plugin.handleBytes("fail", (call, input) -> {
            throw new CallRejected(Code.ABORTED, text);
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            assertThat(failure(hosted, "fail", "").getMessage()).isEqualTo(text);
        }
    }

    @Test
    void unknownFunction_isUnimplemented_withoutATrailer() throws Exception {
        try (var hosted = HostedPlugin.of(plugin)) {
            assertThatThrownBy(() -> hosted.call("ecko", ""))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, e -> assertThat(
                                    e.getTrailers().get(MetadataKeys.ERROR))
                            .isNull())
                    .hasMessage("UNIMPLEMENTED: this plugin has no function \"ecko\"");
        }
    }

    @Test
    void thousandCalls_runAtOnce_onABoundedPool() throws Exception {
        plugin.concurrentCalls(40);

        try (var hosted = HostedPlugin.of(plugin)) {
            var stub = PluginGrpc.newFutureStub(hosted.channel).withDeadlineAfter(20, TimeUnit.SECONDS);
            List<Future<CallReply>> replies = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                replies.add(stub.call(HostedPlugin.request("echo", "call " + i)));
            }

            for (int i = 0; i < 1000; i++) {
                assertThat(replies.get(i).get().getPayload().toStringUtf8()).isEqualTo("call " + i);
            }
        }
    }

    @Test
    void call_isRefused_whenThePoolAndItsQueueAreFull() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        plugin.concurrentCalls(1).handleBytes("wait", (call, input) -> {
            entered.countDown();
            release.await();
            return input;
        });

        try (var hosted = HostedPlugin.of(plugin)) {
            var stub = PluginGrpc.newFutureStub(hosted.channel).withDeadlineAfter(20, TimeUnit.SECONDS);
            List<Future<CallReply>> accepted = new ArrayList<>();
            accepted.add(stub.call(HostedPlugin.request("wait", "")));
            entered.await(); // the connection stands too, so that what follows arrives in order
            for (int i = 0; i < 30; i++) {
                accepted.add(stub.call(HostedPlugin.request("wait", "")));
            }

            assertThatThrownBy(() -> hosted.call("echo", ""))
                    .hasMessage("RESOURCE_EXHAUSTED: 1 calls run in this plugin and 30 wait");
            assertThat(hosted.stub().health(Empty.getDefaultInstance()).getReady())
                    .isTrue();
            release.countDown();
            for (Future<CallReply> reply : accepted) {
                assertThat(reply.get()).isEqualTo(CallReply.getDefaultInstance());
            }
        }
    }

    @Test
    void describe_listsTheFunctions() throws Exception {
        plugin.handleBytes("forecast", (call, input) -> input).describe("forecast", "tells tomorrow's \"weather\"");

        try (var hosted = HostedPlugin.of(plugin)) {
            assertThat(hosted.stub()
                            .describe(Empty.getDefaultInstance())
                            .getJson()
                            .toStringUtf8())
                    .isEqualTo("{\"functions\":{\"echo\":{},\"forecast\":{\"description\":"
                            + "\"tells tomorrow's \\\"weather\\\"\"}}}");
        }
    }

    @Test
    void registration_refuses_whatCannotBeServed() {
        assertThatThrownBy(() -> plugin.handleBytes("echo", (call, input) -> input))
                .hasMessage("function \"echo\" is registered twice");
        assertThatThrownBy(() -> plugin.handleBytes("no spaces", (call, input) -> input))
                .hasMessage("function name \"no spaces\"; expected [A-Za-z][A-Za-z0-9_.-]{0,127}");
        assertThatThrownBy(() -> plugin.describe("other", "x"))
                .hasMessage("no function \"other\" to describe; register it first");
    }

    private static byte[] recurse(byte[] input) {
        byte[] deeper = recurse(input);
        return deeper.length > 0 ? deeper : input;
    }

    private static ErrorDetail failure(HostedPlugin hosted, String function, String payload) {
        try {
            throw new AssertionError("answered " + hosted.call(function, payload));
        } catch (StatusRuntimeException e) {
            return e.getTrailers().get(MetadataKeys.ERROR);
        }
    }
}

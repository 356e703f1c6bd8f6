package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.CallResult;
import io.mortise.api.Caller;
import io.mortise.api.Deadline;
import io.mortise.api.Kind;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.EventService;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallsTest {
    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory).settings("reload: { quiet: 1ms }").guest("one", FakeGuest.echo());
    }

    record City(String name) {}

    interface Cities {
        City echo(City city);

        default String nameOf(City city) {
            return echo(city).name();
        }
    }

    @Test
    void function_andProxy_speakRecords_andSurviveAReload() {
        home.plugin("echo", "1.0.0", "one", "functions: { echo: {} }");
        try (PluginManager plugins = home.open()) {
            PluginFunction<City, City> function = plugins.function("echo", "echo", City.class, City.class);
            Cities cities = plugins.proxy("echo", Cities.class);

            assertThat(function.apply(new City("Paris"))).isEqualTo(new City("Paris"));
            plugins.reload("echo");
            assertThat(function.apply(new City("Rome"))).isEqualTo(new City("Rome"));
            assertThat(cities.nameOf(new City("Oslo"))).isEqualTo("Oslo");
            assertThat(cities).hasToString("Cities of plugin echo").isEqualTo(cities);
        }
    }

    @Test
    void function_isATrapOfKindOutput_whenTheAnswerIsNotTheType() {
        home.guest("odd", new FakeGuest().on("echo", (call, host) -> "nonsense".getBytes(UTF_8)))
                .plugin("echo", "1.0.0", "odd", "functions: { echo: {} }");
        try (PluginManager plugins = home.open()) {
            PluginFunction<City, City> function = plugins.function("echo", "echo", City.class, City.class);

            assertThatThrownBy(() -> function.apply(new City("x"))).isInstanceOfSatisfying(PluginException.class, e -> {
                assertThat(e.failure()).isEqualTo(Failure.GUEST_TRAPPED);
                assertThat(((Detail.Trap) e.detail()).kind()).isEqualTo("output");
            });
        }
    }

    @Test
    void call_checksSchemas_onBothSides() {
        home.guest("odd", new FakeGuest().on("greet", (call, host) -> "{\"greeting\":7}".getBytes(UTF_8)))
                .plugin(
                        "hello",
                        "1.0.0",
                        "odd",
                        "functions:",
                        "  greet:",
                        "    input: { type: object, required: [name] }",
                        "    output: { type: object, properties: { greeting: { type: string } } }");
        try (PluginManager plugins = home.open()) {
            assertThatThrownBy(() -> plugins.call("hello", "greet", "{}"))
                    .isInstanceOfSatisfying(PluginException.class, e -> {
                        assertThat(e.failure()).isEqualTo(Failure.BAD_INPUT);
                        assertThat(e.detail()).isInstanceOf(Detail.Violations.class);
                        assertThat(e.getMessage())
                                .startsWith("hello@1.0.0#1: the input of \"greet\" breaks its schema: ");
                    });
            assertThatThrownBy(() -> plugins.call("hello", "greet", "{\"name\":\"Ada\"}"))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.failure()).isEqualTo(Failure.GUEST_TRAPPED))
                    .hasMessageContaining("trapped (output): \"the output of");
        }
    }

    @Test
    void call_saysTheNearestNames_whenThereIsNoSuchFunction() {
        home.plugin("echo", "1.0.0", "one", "functions: { echo: {}, other: {} }");
        try (PluginManager plugins = home.open()) {
            assertThatThrownBy(() -> plugins.call("echo", "ecko", "{}"))
                    .hasMessage("echo@1.0.0#1: \"ecko\" is not one of its functions; there are echo, other"
                            + " [UNKNOWN_FUNCTION]");
            assertThatThrownBy(() -> plugins.call("ech", "echo", "{}"))
                    .hasMessage("ech: no plugin has this name; there is echo; see `mortise list` [UNKNOWN_PLUGIN]");
        }
    }

    @Test
    void call_refusesAnInputOverThePayloadLimit() {
        home.plugin("echo", "1.0.0", "one", "functions: { echo: {} }", "limits: { payload: 1KiB }");
        try (PluginManager plugins = home.open()) {
            assertThatThrownBy(() -> plugins.call("echo", "echo", new byte[1025]))
                    .hasMessage("echo@1.0.0#1: \"echo\" has an input of 1025 bytes, allowed are 1024; raise"
                            + " limits.payload [LIMIT_REACHED]");
        }
    }

    @Test
    void call_refusesMoreThanTheRate() {
        home.plugin("echo", "1.0.0", "one", "functions: { echo: {} }")
                .settings("reload: { quiet: 1ms }", "budget: { calls: { echo: 3/10m } }");
        try (PluginManager plugins = home.open()) {
            for (int i = 0; i < 3; i++) {
                plugins.call("echo", "echo", "{}");
            }
            assertThatThrownBy(() -> plugins.call("echo", "echo", "{}"))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.failure()).isEqualTo(Failure.LIMIT_REACHED))
                    .hasMessageContaining("raise budget.calls");
        }
    }

    @Test
    void call_takesTheShorterOfBothDeadlines() {
        List<Duration> limits = new ArrayList<>();
        home.guest("clock", new FakeGuest().on("echo", (call, host) -> {
                            limits.add(call.deadline().limit());
                            return call.payload();
                        }))
                .plugin("echo", "1.0.0", "clock", "functions: { echo: { timeout: 2s } }");
        try (PluginManager plugins = home.open()) {
            plugins.call("echo", "echo", "{}");
            plugins.call(CallRequest.of("echo", "echo", "{}").withTimeout(Duration.ofSeconds(1)));
            plugins.call(CallRequest.of("echo", "echo", "{}").withTimeout(Duration.ofSeconds(9)));
        }
        assertThat(limits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void call_isRetriedOnce_whenTheProcessDiesUnderAnIdempotentFunction() {
        AtomicInteger calls = new AtomicInteger();
        home.guest("fragile", new FakeGuest().on("echo", (call, host) -> {
                            if (calls.incrementAndGet() == 1) {
                                home.wasm.made.get(0).crash();
                                throw CallErrors.crashed(
                                        io.mortise.api.Subject.unstarted(io.mortise.api.PluginId.of("echo"), "1.0.0"),
                                        "echo",
                                        new Detail.Crash("SIGKILL", OptionalInt.empty(), Duration.ZERO, List.of()));
                            }
                            return "again".getBytes(UTF_8);
                        }))
                .plugin("echo", "1.0.0", "fragile", "functions: { echo: { idempotent: true } }")
                .settings("reload: { quiet: 1ms }", "restart: { backoff: 1ms..2ms, max: 5/10m }");
        try (PluginManager plugins = home.open()) {
            assertThat(plugins.call("echo", "echo", "{}")).isEqualTo("again");
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void callAsync_answersOnAnotherThread_andTellsFailures() {
        home.plugin("echo", "1.0.0", "one", "functions: { echo: {} }");
        try (PluginManager plugins = home.open()) {
            CallResult result = plugins.callAsync(CallRequest.of("echo", "echo", "{}"))
                    .toCompletableFuture()
                    .join();

            assertThat(result.text()).isEqualTo("{}");
            assertThatThrownBy(() -> plugins.callAsync(CallRequest.of("nobody", "echo", "{}"))
                            .toCompletableFuture()
                            .join())
                    .hasCauseInstanceOf(PluginException.class);
            assertThat(plugins.status("echo").calls().finished()).isOne();
            assertThat(plugins.status("echo").calls().inside()).isZero();
        }
    }

    @Test
    void stream_isHeldBackByDemand() throws Exception {
        home.guest("chunks", new FakeGuest().on("count", (call, host) -> {
                            for (int i = 0; i < 3; i++) {
                                if (!call.chunks()
                                        .orElseThrow()
                                        .send(String.valueOf(i).getBytes(UTF_8))) {
                                    break;
                                }
                            }
                            return new byte[0];
                        }))
                .plugin("echo", "1.0.0", "chunks", "functions: { count: {} }");
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (PluginManager plugins = home.open()) {
            plugins.stream(CallRequest.of("echo", "count", "{}")).subscribe(new Flow.Subscriber<>() {
                private Flow.Subscription subscription;

                @Override
                public void onSubscribe(Flow.Subscription given) {
                    subscription = given;
                    given.request(1);
                }

                @Override
                public void onNext(byte[] chunk) {
                    seen.add(new String(chunk, UTF_8));
                    subscription.request(1);
                }

                @Override
                public void onError(Throwable e) {
                    seen.add(e.toString());
                }

                @Override
                public void onComplete() {
                    seen.add("end");
                }
            });
            List<String> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(String.valueOf(seen.poll(10, TimeUnit.SECONDS)));
            }
            assertThat(all).containsExactly("0", "1", "2", "end");
        }
    }

    @Test
    void collect_asksAllContributors_andIsolatesFailures() {
        String rule = "contributes: { rule: [ { id: it, function: echo } ] }";
        home.guest("odd", new FakeGuest().on("echo", (call, host) -> {
                            throw new io.mortise.api.host.HostFailure(
                                    io.mortise.api.host.StatusCode.NOT_FOUND, "no such rule");
                        }))
                .plugin("a1", "1.0.0", "one", rule)
                .plugin("b1", "1.0.0", "odd", rule)
                .plugin("c1", "1.0.0", "one", rule);
        try (PluginManager plugins =
                home.builder().kind(Kind.of("rule", Kind.Choice.ALL)).open()) {
            List<Collected> all = plugins.collect("rule", "{}");

            assertThat(all).extracting(each -> each.from().plugin().name()).containsExactly("a1", "b1", "c1");
            assertThat(all.get(1)).isInstanceOfSatisfying(Collected.Failed.class, failed -> assertThat(
                            failed.failure().failure())
                    .isEqualTo(Failure.REJECTED));
            assertThat(all.get(2)).isInstanceOf(Collected.Answered.class);
            assertThat(plugins.collect(
                            "nothing", new byte[0], Caller.APPLICATION, Deadline.after(Duration.ofSeconds(1))))
                    .isEmpty();
        }
    }

    @Test
    void plugins_callEachOther_onlyWhereGranted_andNotTooDeep() {
        home.guest("loop", new FakeGuest().on("again", (call, host) -> host.plugins()
                        .call(host.enter(call), "loop", "again", call.payload(), Optional.empty())))
                .plugin("loop", "1.0.0", "loop", "functions: { again: {} }", "permissions: { plugins: [loop] }");
        try (PluginManager plugins = home.builder().grantAsDeclared("the test").open()) {
            assertThatThrownBy(() -> plugins.call("loop", "again", "{}")).isInstanceOf(PluginException.class);

            assertThat(plugins.status("loop").calls().failures()).containsEntry(Failure.LIMIT_REACHED, 1L);
            assertThat(plugins.status("loop").calls().finished()).isEqualTo(CallDesk.MAX_DEPTH + 1L);
        }
    }

    @Test
    void events_reachWhoSubscribed_asCloudEvents_withTheirCaller() throws Exception {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        home.guest("ear", new FakeGuest().on("moved", (call, host) -> {
                            heard.add(call.caller().kind() + " " + new String(call.payload(), UTF_8));
                            return new byte[0];
                        }))
                .guest("mouth", new FakeGuest().on("say", (call, host) -> {
                            host.events()
                                    .emit(
                                            host.enter(call),
                                            new EventService.Ask("user.moved", "ada", "{\"to\":\"x\"}", ""));
                            return new byte[0];
                        }))
                .plugin(
                        "ear",
                        "1.0.0",
                        "ear",
                        "contributes: { event: [ { id: moved, type: user.* } ] }",
                        "permissions: { events: { subscribe: [user.*] } }")
                .plugin(
                        "mouth",
                        "1.0.0",
                        "mouth",
                        "functions: { say: {} }",
                        "permissions: { events: { publish: [user.*] } }");
        try (PluginManager plugins = home.builder().grantAsDeclared("the test").open()) {
            plugins.call("mouth", "say", "{}");

            assertThat(heard.poll(10, TimeUnit.SECONDS))
                    .startsWith("EVENT {")
                    .contains("\"type\":\"user.moved\"")
                    .contains("\"source\":\"/plugins/mouth\"");
        }
    }

    @Test
    void deny_actsOnTheNextHostCall() {
        home.guest("keeper", new FakeGuest().on("keep", (call, host) -> {
                            host.kv().set(host.enter(call), "k", call.payload(), Duration.ZERO, 1 << 20);
                            return new byte[0];
                        }))
                .plugin("keeper", "1.0.0", "keeper", "functions: { keep: {} }", "permissions: { kv: {} }");
        try (PluginManager plugins = home.open()) {
            plugins.grant("keeper", "ada");
            plugins.call("keeper", "keep", "{}");

            plugins.deny("keeper", "ada", List.of("kv"));

            assertThatThrownBy(() -> plugins.call("keeper", "keep", "{}"))
                    .isInstanceOfSatisfying(PluginException.class, e -> assertThat(e.code())
                            .isEqualTo(io.mortise.api.host.StatusCode.PERMISSION_DENIED));
            assertThat(plugins.audit("keeper")).anyMatch(each -> !each.allowed());
        }
    }

    @Test
    void close_isRefusedNoCallThatIsInside_andStopsEverything() {
        home.plugin("echo", "1.0.0", "one", "functions: { echo: {} }");
        PluginManager plugins = home.open();
        plugins.close();
        plugins.close();

        assertThatThrownBy(() -> plugins.call("echo", "echo", "{}"))
                .hasMessageContaining("is STOPPED since")
                .hasMessageContaining("the manager closes");
        assertThat(home.wasm.alive()).isZero();
    }
}

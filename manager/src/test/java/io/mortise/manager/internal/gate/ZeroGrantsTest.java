package io.mortise.manager.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.error.Detail;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.JobService;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostCallCounters.Count;
import io.mortise.manager.internal.audit.HostOperation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of the host, called with nothing granted. An operation without a row here fails the build. */
class ZeroGrantsTest {
    /** What needs no grant: a plugin's own context, configuration and log, the clock and random numbers. */
    private static final Set<String> FREE = Set.of("enter", "background", "config", "log", "self", "nature");

    private static final byte[] BYTES =
            "{\"to\":[\"ada@example.org\"]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private GateFixture fixture;
    private Gate gate;

    @BeforeEach
    void open() {
        fixture = GateFixture.granting(home);
        gate = fixture.gate();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private record Row(HostOperation operation, Operation run, String command) {}

    private interface Operation {
        void run(HostApi api, HostCall call);
    }

    private static Map<String, Row> table() {
        Map<String, Row> rows = new LinkedHashMap<>();
        add(rows, "kv.get", HostOperation.KV_GET, (api, call) -> api.kv().get(call, "a"), "kv");
        add(
                rows,
                "kv.set",
                HostOperation.KV_SET,
                (api, call) -> api.kv().set(call, "a", BYTES, Duration.ZERO, 1),
                "kv");
        add(rows, "kv.delete", HostOperation.KV_DELETE, (api, call) -> api.kv().delete(call, "a"), "kv");
        add(rows, "kv.list", HostOperation.KV_LIST, (api, call) -> api.kv().list(call, "a", "", 1), "kv");
        add(
                rows,
                "kv.compareAndSet",
                HostOperation.KV_COMPARE_AND_SET,
                (api, call) -> api.kv().compareAndSet(call, "a", BYTES, 0, Duration.ZERO, 1),
                "kv");
        add(
                rows,
                "cache.get",
                HostOperation.CACHE_GET,
                (api, call) -> api.cache().get(call, "a"),
                "cache");
        add(
                rows,
                "cache.set",
                HostOperation.CACHE_SET,
                (api, call) -> api.cache().set(call, "a", BYTES, Duration.ZERO),
                "cache");
        add(
                rows,
                "cache.delete",
                HostOperation.CACHE_DELETE,
                (api, call) -> api.cache().delete(call, "a"),
                "cache");
        add(
                rows,
                "http.send",
                HostOperation.HTTP_SEND,
                (api, call) -> api.http().send(call, HttpAsk.get("https://u:p@api.x.example/path?key=1")),
                "http=api.x.example");
        addEvents(rows);
        add(
                rows,
                "secrets.get",
                HostOperation.SECRETS_GET,
                (api, call) -> api.secrets().get(call, "KEY"),
                "secrets=KEY");
        add(rows, "sql.query", HostOperation.SQL_QUERY, (api, call) -> api.sql().query(call, BYTES), "sql=read");
        add(
                rows,
                "sql.execute",
                HostOperation.SQL_EXECUTE,
                (api, call) -> api.sql().execute(call, BYTES),
                "sql=readwrite");
        add(
                rows,
                "mail.send",
                HostOperation.MAIL_SEND,
                (api, call) -> api.mail().send(call, BYTES),
                "mail=ada@example.org");
        add(
                rows,
                "jobs.enqueue",
                HostOperation.JOBS_ENQUEUE,
                (api, call) -> api.jobs().enqueue(call, new JobService.Ask("refresh", BYTES, Optional.empty(), "")),
                "jobs");
        add(
                rows,
                "plugins.call",
                HostOperation.PLUGINS_CALL,
                (api, call) -> api.plugins().call(call, "geo", "find", BYTES, Optional.empty()),
                "plugins=geo");
        add(
                rows,
                "app.call",
                HostOperation.APP_CALL,
                (api, call) -> api.app().call(call, "chat.send", BYTES),
                "app=chat.send");
        return rows;
    }

    private static void addEvents(Map<String, Row> rows) {
        add(
                rows,
                "events.emit",
                HostOperation.EVENTS_EMIT,
                (api, call) -> api.events().emit(call, new EventService.Ask("weather.storm", "", "", "")),
                "events.publish=weather.storm");
        add(
                rows,
                "events.subscribe",
                HostOperation.EVENTS_SUBSCRIBE,
                (api, call) -> api.events().subscribe("*", event -> {}),
                "");
        add(
                rows,
                "events.publish",
                HostOperation.EVENTS_PUBLISH,
                (api, call) -> api.events()
                        .publish(new EventService.Event(
                                "1", "/plugins/geo", "a", "", Instant.EPOCH, "", Optional.empty(), Optional.empty())),
                "");
    }

    private static void add(Map<String, Row> rows, String name, HostOperation operation, Operation run, String part) {
        rows.put(name, new Row(operation, run, part.isEmpty() ? "" : "mortise grant weather " + part));
    }

    @Test
    void table_hasARowForEveryOperationOfTheHost() {
        Set<String> operations = new TreeSet<>();
        for (Method method : HostApi.class.getDeclaredMethods()) {
            if (FREE.contains(method.getName()) || method.isSynthetic()) {
                continue;
            }
            assertThat(method.getParameterCount()).as("%s is a service", method).isZero();
            Arrays.stream(method.getReturnType().getMethods())
                    .filter(each -> Modifier.isAbstract(each.getModifiers()))
                    .forEach(each -> operations.add(method.getName() + '.' + each.getName()));
        }

        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(operations);
        assertThat(table().values().stream().map(Row::operation))
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(HostOperation.class));
    }

    @TestFactory
    Stream<DynamicTest> operation_isDenied_countedAndNoted() {
        return table().entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> assertDenied(row.getValue())));
    }

    @Test
    void functionOfTheRunner_isDenied_asOneOfTheApplication() {
        assertDenied(new Row(
                HostOperation.APP_CALL,
                (api, call) -> api.app().run(call, "chat.send", inside -> {
                    throw new AssertionError("it ran");
                }),
                "mortise grant weather app=chat.send"));
    }

    private void assertDenied(Row row) {
        HostCall call = GateFixture.enter(gate);

        assertThatThrownBy(() -> row.run().run(gate, call)).isInstanceOfSatisfying(HostFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
            assertThat(failure.detail())
                    .isInstanceOfSatisfying(Detail.Denial.class, denial -> assertThat(denial.command())
                            .isEqualTo(row.command()));
            assertThat(failure.text()).contains(row.operation().text()).endsWith(row.command());
        });

        assertThat(fixture.journal.counters().count(row.operation())).isEqualTo(new Count(0, 1));
        assertThat(fixture.journal.audit().allowed()).isEmpty();
        assertThat(fixture.journal.audit().denied()).anySatisfy(line -> {
            assertThat(line.operation()).isEqualTo(row.operation().text());
            assertThat(line.by()).isEqualTo(row.command());
            assertThat(line.target()).doesNotContain("key=1").doesNotContain("u:p");
        });
        assertThat(fixture.told).anySatisfy(line -> assertThat(line.operation())
                .isEqualTo(row.operation().text()));
    }

    @Test
    void ownContext_needsNoGrant() {
        HostCall call = GateFixture.enter(gate);

        assertThat(gate.config(call, "/units"))
                .contains("\"celsius\"".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        gate.log(call, io.mortise.api.host.LogLine.of(io.mortise.api.host.LogLine.Level.INFO, "hello"));
        assertThat(fixture.journal.log().since(0).lines()).hasSize(1);
        assertThat(fixture.journal.counters().counts().values()).containsOnly(new Count(0, 0));
    }
}

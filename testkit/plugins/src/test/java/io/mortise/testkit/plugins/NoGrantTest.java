package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.KvService;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.HostCallRecord;
import io.mortise.manager.PluginEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A guest without a grant reaches nothing, and what is taken back is gone at the next host call. */
@Timeout(120)
class NoGrantTest {
    /** How the guest makes each operation of the gate that is made for a call: function and input. */
    private static final Map<String, List<String>> ATTEMPTS = new TreeMap<>(Map.ofEntries(
            Map.entry("kv.get", List.of("kv_get", "k")),
            Map.entry("kv.set", List.of("kv_set", "k 0 v")),
            Map.entry("kv.delete", List.of("kv_delete", "k")),
            Map.entry("kv.list", List.of("kv_list", "- - 1")),
            Map.entry("kv.compareAndSet", List.of("kv_cas", "k 0 0 v")),
            Map.entry("cache.get", List.of("cache_get", "k")),
            Map.entry("cache.set", List.of("cache_set", "k 0 v")),
            Map.entry("cache.delete", List.of("cache_delete", "k")),
            Map.entry(
                    "http.send", List.of("http", "{\"method\":\"GET\",\"url\":\"https://x.example/\",\"headers\":{}}")),
            Map.entry("events.emit", List.of("emit_event", "{\"type\":\"contract.a\"}")),
            Map.entry("secrets.get", List.of("secret", "TOKEN")),
            Map.entry("sql.query", List.of("sql_query", "{\"sql\":\"select 1\",\"params\":[]}")),
            Map.entry("sql.execute", List.of("sql_exec", "{\"sql\":\"select 1\",\"params\":[]}")),
            Map.entry(
                    "mail.send", List.of("mail_send", "{\"to\":[\"a@example.org\"],\"subject\":\"s\",\"text\":\"t\"}")),
            Map.entry("jobs.enqueue", List.of("enqueue", "{\"job\":\"j\",\"payload\":{}}")),
            Map.entry("plugins.call", List.of("plugin_call", "{\"plugin\":\"other\",\"function\":\"echo\"}\np")),
            Map.entry("app.call", List.of("app_call", "app.echo\np"))));

    @TempDir
    Path directory;

    /** Every operation behind the gate that somebody's call makes, read from the interface itself. */
    private static Set<String> operations() {
        Set<String> all = new TreeSet<>();
        for (Method part : HostApi.class.getMethods()) {
            if (part.getParameterCount() == 0 && part.getReturnType().isInterface()) {
                Stream.of(part.getReturnType().getMethods())
                        .filter(method -> method.getParameterCount() > 0)
                        .filter(method -> method.getParameterTypes()[0] == HostCall.class)
                        .filter(method -> !method.isDefault())
                        .forEach(method -> all.add(part.getName() + '.' + method.getName()));
            }
        }
        return all;
    }

    /** Takes back all it was granted but the right to run at all. */
    private static void takeBackEverything(ContractHome home) {
        List<String> asked = home.plugins().diff("contract").missing();
        home.plugins().grant("contract", "test");
        List<String> rights =
                asked.stream().filter(part -> !part.startsWith("native")).toList();
        assertThat(rights).hasSizeGreaterThan(8);
        home.plugins().deny("contract", "test", rights);
    }

    @ParameterizedTest
    @EnumSource
    void everyOperation_isDeniedAndCounted_whenNothingIsGranted(RuntimeKind runtime) {
        assertThat(ATTEMPTS.keySet()).isEqualTo(operations());
        List<HostCallRecord> told = new CopyOnWriteArrayList<>();
        try (ContractHome home = ContractHome.in(directory, runtime)) {
            home.plugin().write();
            home.plugin("other").write();
            home.open(home.stored().onEvent(event -> {
                if (event instanceof PluginEvent.HostCallDenied denied) {
                    told.add(denied.refused());
                }
            }));
            home.plugins().grant("other", "test");
            takeBackEverything(home);

            ATTEMPTS.forEach((operation, attempt) -> {
                PluginException failure = home.failure(attempt.get(0), attempt.get(1));
                assertThat(failure.code()).as(operation).isEqualTo(StatusCode.PERMISSION_DENIED);
                assertThat(failure.getMessage()).as(operation).contains("mortise grant contract");
            });

            List<HostCallRecord> audit = home.plugins().audit("contract");
            assertThat(audit).noneMatch(HostCallRecord::allowed);
            assertThat(audit.stream().mapToLong(HostCallRecord::times).sum()).isEqualTo(ATTEMPTS.size());
            assertThat(audit.stream().map(HostCallRecord::operation).distinct()).hasSize(ATTEMPTS.size());
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(told).hasSize(ATTEMPTS.size()));
            assertThat(home.appCalls()).isEmpty();
            assertThat(home.ask("echo", "still here")).isEqualTo("still here");
        }
    }

    @ParameterizedTest
    @EnumSource
    void permission_takenBackWhileEightCallsRun_isDeniedOnTheirNextHostCall(RuntimeKind runtime) throws Exception {
        int callers = 8;
        AtomicBoolean taken = new AtomicBoolean();
        AtomicInteger entered = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(callers * 50);
        KvService kv = (KvService) Proxy.newProxyInstance(
                KvService.class.getClassLoader(), new Class<?>[] {KvService.class}, (self, method, arguments) -> {
                    busy.countDown();
                    if (taken.get()) {
                        entered.incrementAndGet();
                    }
                    return java.util.Optional.empty();
                });
        try (ContractHome home = ContractHome.in(directory, runtime)) {
            home.plugin().write();
            home.open(home.stored().service(KvService.class, kv));
            home.plugins().grant("contract", "test");
            List<CompletableFuture<PluginException>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                running.add(CompletableFuture.supplyAsync(() -> untilRefused(home), task -> new Thread(task).start()));
            }
            busy.await();

            home.plugins().deny("contract", "test", List.of("kv"));
            taken.set(true);

            for (CompletableFuture<PluginException> call : running) {
                assertThat(call.get().code()).isEqualTo(StatusCode.PERMISSION_DENIED);
            }
            assertThat(entered.get()).as("host calls that had passed the gate").isLessThanOrEqualTo(callers);
            assertThat(home.ask("echo", "still here")).isEqualTo("still here");
        }
    }

    private static PluginException untilRefused(ContractHome home) {
        while (true) {
            PluginException failure =
                    catchThrowableOfType(PluginException.class, () -> home.ask("host_calls", "50000"));
            if (failure != null) {
                return failure;
            }
        }
    }
}

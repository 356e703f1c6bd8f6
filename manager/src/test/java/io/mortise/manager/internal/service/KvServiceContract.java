package io.mortise.manager.internal.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.KvService;
import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link KvService} does, whatever it keeps its entries in. */
@Timeout(60)
public abstract class KvServiceContract {
    private static final long MUCH = 1L << 30;

    private KvService kv;

    /** A service with nothing in it. */
    protected abstract KvService service();

    /** Returns when at least so much time has passed for the service. */
    protected abstract void pass(Duration time);

    @BeforeEach
    final void openService() {
        kv = service();
    }

    private static HostCall call(String identity, String tenant) {
        Caller caller = tenant.isEmpty() ? Caller.APPLICATION : Caller.APPLICATION.withTenant(tenant);
        return new HostCall(
                new Subject(PluginId.of("notes"), "1.0.0", 1),
                identity,
                new CallId(1),
                caller,
                CallChain.EMPTY,
                Deadline.after(Duration.ofSeconds(30)),
                Cancellation.NONE,
                Optional.empty());
    }

    private static final HostCall CALL = call("notes-0123456789ab", "");

    private long set(String key, String value) {
        return kv.set(CALL, key, value.getBytes(UTF_8), Duration.ZERO, MUCH);
    }

    private Optional<String> get(HostCall call, String key) {
        return kv.get(call, key).map(entry -> new String(entry.value(), UTF_8));
    }

    private static void assertFails(StatusCode code, ThrowingCallable operation) {
        assertThatThrownBy(operation).isInstanceOfSatisfying(HostFailure.class, failure -> assertThat(failure.code())
                .isEqualTo(code));
    }

    @Test
    void entry_isKept_withAVersionThatGrows() {
        assertThat(kv.get(CALL, "a")).isEmpty();

        assertThat(set("a", "1")).isEqualTo(1);
        assertThat(set("a", "2")).isEqualTo(2);

        assertThat(get(CALL, "a")).contains("2");
        assertThat(kv.get(CALL, "a").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void emptyValue_isAValue() {
        set("a", "");

        assertThat(get(CALL, "a")).contains("");
    }

    @Test
    void valueRead_isTheReadersOwn() {
        set("a", "1");

        kv.get(CALL, "a").orElseThrow().value()[0] = 'x';

        assertThat(get(CALL, "a")).contains("1");
    }

    @Test
    void deleted_isGone_andDeletingItAgainIsFine() {
        set("a", "1");

        kv.delete(CALL, "a");
        kv.delete(CALL, "a");

        assertThat(get(CALL, "a")).isEmpty();
        assertThat(kv.list(CALL, "", "", 10)).isEmpty();
    }

    @Test
    void namespaces_doNotSeeEachOther() {
        HostCall other = call("geo-0123456789ab", "");
        HostCall tenant = call("notes-0123456789ab", "acme");
        set("a", "1");
        kv.set(other, "a", "2".getBytes(UTF_8), Duration.ZERO, MUCH);
        kv.set(tenant, "a", "3".getBytes(UTF_8), Duration.ZERO, MUCH);

        kv.delete(tenant, "a");

        assertThat(get(CALL, "a")).contains("1");
        assertThat(get(other, "a")).contains("2");
        assertThat(get(tenant, "a")).isEmpty();
    }

    @Test
    void compareAndSet_writesOnlyOverTheVersionNamed() {
        byte[] value = {1};
        assertFails(StatusCode.ABORTED, () -> kv.compareAndSet(CALL, "a", value, 1, Duration.ZERO, MUCH));

        long first = kv.compareAndSet(CALL, "a", value, 0, Duration.ZERO, MUCH);
        assertFails(StatusCode.ABORTED, () -> kv.compareAndSet(CALL, "a", value, 0, Duration.ZERO, MUCH));
        long second = kv.compareAndSet(CALL, "a", value, first, Duration.ZERO, MUCH);
        assertFails(StatusCode.ABORTED, () -> kv.compareAndSet(CALL, "a", value, first, Duration.ZERO, MUCH));

        assertThat(List.of(first, second)).containsExactly(1L, 2L);
        assertThat(kv.get(CALL, "a").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void expired_isNotThere_notRead_notListed_notCounted() {
        kv.set(CALL, "a", new byte[100], Duration.ofMillis(50), 300);
        set("b", "for ever");

        pass(Duration.ofMillis(60));

        assertThat(kv.get(CALL, "a")).isEmpty();
        assertThat(kv.list(CALL, "", "", 10)).containsExactly("b");
        kv.delete(CALL, "b");
        assertThat(kv.compareAndSet(CALL, "c", new byte[150], 0, Duration.ZERO, 300))
                .isEqualTo(1);
        assertThat(kv.compareAndSet(CALL, "a", new byte[0], 0, Duration.ZERO, 1_000))
                .isEqualTo(1);
    }

    @Test
    void writeWithoutTtl_endsTheTtl() {
        kv.set(CALL, "a", new byte[] {1}, Duration.ofMillis(50), MUCH);
        set("a", "2");

        pass(Duration.ofMillis(60));

        assertThat(get(CALL, "a")).contains("2");
    }

    @Test
    void list_isInOrderOfUtf8_byPrefixAndPage() {
        // In UTF-16 the emoji would sort before the private use character, in UTF-8 it sorts after.
        List<String> names = List.of("a", "b/1", "b/2", "b/ä", "b/\ue000", "b/\ud83d\ude00", "c");
        List<String> shuffled = new ArrayList<>(names);
        shuffled.sort(Comparator.reverseOrder());
        shuffled.forEach(name -> set(name, "x"));

        assertThat(kv.list(CALL, "", "", 100)).isEqualTo(names);
        assertThat(kv.list(CALL, "b/", "", 100)).isEqualTo(names.subList(1, 6));
        assertThat(kv.list(CALL, "b/", "", 2)).containsExactly("b/1", "b/2");
        assertThat(kv.list(CALL, "b/", "b/2", 2)).containsExactly("b/ä", "b/\ue000");
        assertThat(kv.list(CALL, "b/", "b/\ud83d\ude00", 2)).isEmpty();
        assertThat(kv.list(CALL, "b/", "a", 1)).containsExactly("b/1");
        assertThat(kv.list(CALL, "x", "", 10)).isEmpty();
    }

    @Test
    void quota_countsKeyValueAndAHundred_andGivesBackWhatIsDeleted() {
        // "ä" is two bytes: 2 + 98 + 100.
        kv.set(CALL, "ä", new byte[98], Duration.ZERO, 400);
        kv.set(CALL, "b1", new byte[98], Duration.ZERO, 400);

        assertThatThrownBy(() -> kv.set(CALL, "c", new byte[0], Duration.ZERO, 400))
                .isInstanceOfSatisfying(HostFailure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
                    assertThat(failure.detail()).isEqualTo(new Detail.Limit("kv", "400 bytes", "501 bytes"));
                });
        assertFails(
                StatusCode.RESOURCE_EXHAUSTED, () -> kv.compareAndSet(CALL, "b1", new byte[99], 1, Duration.ZERO, 400));
        assertThat(kv.set(CALL, "b1", new byte[10], Duration.ZERO, 400)).isEqualTo(2);

        kv.delete(CALL, "ä");
        assertThat(kv.set(CALL, "c", new byte[100], Duration.ZERO, 400)).isEqualTo(1);
    }

    @Test
    void refusedWrite_leavesTheEntryAsItWas() {
        set("a", "1");

        assertFails(StatusCode.RESOURCE_EXHAUSTED, () -> kv.set(CALL, "a", new byte[1_000], Duration.ZERO, 200));

        assertThat(get(CALL, "a")).contains("1");
        assertThat(kv.get(CALL, "a").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void keysAndValues_haveTheirBounds() {
        byte[] one = {1};

        assertFails(StatusCode.INVALID_ARGUMENT, () -> kv.get(CALL, ""));
        assertFails(StatusCode.RESOURCE_EXHAUSTED, () -> kv.set(CALL, "ä".repeat(257), one, Duration.ZERO, MUCH));
        assertFails(
                StatusCode.RESOURCE_EXHAUSTED, () -> kv.set(CALL, "a", new byte[(1 << 20) + 1], Duration.ZERO, MUCH));
        assertThat(kv.set(CALL, "ä".repeat(256), new byte[1 << 20], Duration.ZERO, MUCH))
                .isEqualTo(1);
    }

    @Test
    void writers_loseNoUpdate_andCountNoByteTwice() throws Exception {
        int threads = 8;
        int each = 200;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String mine = "own" + i;
                tasks.add(() -> increments(each, mine));
            }
            for (Future<Long> task : executor.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            executor.shutdownNow();
        }

        assertThat(get(CALL, "count")).contains(Integer.toString(threads * each));
        assertThat(kv.get(CALL, "count").orElseThrow().version()).isEqualTo(threads * each);
        // "count" with four digits costs 109, this one 3 + 100: exactly at the quota when nothing else is left.
        kv.set(CALL, "end", new byte[0], Duration.ZERO, 212);
        assertThat(kv.list(CALL, "", "", 10)).containsExactly("count", "end");
    }

    private long increments(int times, String mine) {
        for (int i = 0; i < times; i++) {
            kv.set(CALL, mine, new byte[i % 50], Duration.ZERO, MUCH);
            increment();
            kv.delete(CALL, mine);
        }
        return times;
    }

    private void increment() {
        while (true) {
            Optional<KvService.Entry> seen = kv.get(CALL, "count");
            long value = seen.map(entry -> Long.parseLong(new String(entry.value(), UTF_8)))
                    .orElse(0L);
            byte[] next = Long.toString(value + 1).getBytes(UTF_8);
            try {
                kv.compareAndSet(
                        CALL, "count", next, seen.map(KvService.Entry::version).orElse(0L), Duration.ZERO, MUCH);
                return;
            } catch (HostFailure e) {
                assertThat(e.code()).isEqualTo(StatusCode.ABORTED);
            }
        }
    }
}

package io.mortise.manager.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.HostCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    // Room for two entries of one byte under a key of one byte.
    private final MemoryCache cache = new MemoryCache(204, nanos::get);

    private static HostCall call(String identity, Caller caller) {
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

    private static final HostCall MINE = call("notes-1", Caller.APPLICATION);

    private void set(HostCall call, String key) {
        cache.set(call, key, new byte[] {1}, Duration.ZERO);
    }

    @Test
    void entryUsedLongestAgo_goesFirst() {
        set(MINE, "a");
        set(MINE, "b");
        cache.get(MINE, "a");
        set(MINE, "c");

        assertThat(cache.get(MINE, "a")).isPresent();
        assertThat(cache.get(MINE, "b")).isEmpty();
        assertThat(cache.get(MINE, "c")).isPresent();
    }

    @Test
    void entryThatIsTooLarge_isForgottenAtOnce_andMakesNoRoomForever() {
        cache.set(MINE, "a", new byte[1_000], Duration.ZERO);
        set(MINE, "b");

        assertThat(cache.get(MINE, "a")).isEmpty();
        assertThat(cache.get(MINE, "b")).isPresent();
    }

    @Test
    void entry_ends_withItsTimeToLive() {
        cache.set(MINE, "a", new byte[] {1}, Duration.ofSeconds(1));

        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(cache.get(MINE, "a")).isPresent();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(cache.get(MINE, "a")).isEmpty();
    }

    @Test
    void identitiesAndTenants_doNotSeeEachOther_andOnlyIdentitiesHaveRoomOfTheirOwn() {
        HostCall tenant = call("notes-1", Caller.APPLICATION.withTenant("acme"));
        HostCall other = call("geo-1", Caller.APPLICATION);
        set(MINE, "a");
        set(tenant, "a");
        set(other, "a");
        cache.delete(tenant, "a");

        assertThat(cache.get(MINE, "a")).isPresent();
        assertThat(cache.get(tenant, "a")).isEmpty();
        assertThat(cache.get(other, "a")).isPresent();
    }
}

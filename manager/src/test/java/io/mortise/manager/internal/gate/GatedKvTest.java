package io.mortise.manager.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.KvService;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import io.mortise.manager.internal.audit.HostCallCounters.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Key-value entries behind the gate: the quota of the grant, caps before any back end, pages. */
@Timeout(30)
class GatedKvTest extends GateScene {
    private static final Permission KV = new Permission.Kv(1_000);

    @Test
    void kv_isReachedUnderTheGrantsQuota_whateverTheCallerPasses() {
        Gate gate = granting(KV).gate();
        HostCall call = GateFixture.enter(gate);

        assertThat(gate.kv().set(call, "a", bytes("1"), Duration.ZERO, Long.MAX_VALUE))
                .isEqualTo(1);
        assertThat(gate.kv().get(call, "a").orElseThrow().value()).asString().isEqualTo("1");
        assertFails(
                StatusCode.RESOURCE_EXHAUSTED,
                "the entry would make 1103 bytes, granted are 1000; delete entries or grant a larger kv",
                () -> gate.kv().set(call, "b", new byte[900], Duration.ZERO, Long.MAX_VALUE));

        assertThat(fixture.journal.counters().counts()).containsEntry("kv", new Count(3, 0));
        assertThat(fixture.journal.audit().allowed())
                .extracting(line -> line.operation() + ' ' + line.target() + ' ' + line.by() + ' ' + line.call())
                .containsExactlyInAnyOrder("kv.set a kv=1000 1f", "kv.get a kv=1000 1f", "kv.set b kv=1000 1f");
    }

    @Test
    void kv_hasItsCaps_beforeAnyBackEnd() {
        Gate gate = granting(KV).with(KvService.class, new Unreachable()).gate();
        HostCall call = GateFixture.enter(gate);
        byte[] large = new byte[(1 << 20) + 1];

        assertFails(StatusCode.INVALID_ARGUMENT, "the key is empty; 1 to 512 bytes", () -> gate.kv()
                .get(call, ""));
        assertFails(StatusCode.RESOURCE_EXHAUSTED, "the key has 514 bytes, allowed are 512", () -> gate.kv()
                .delete(call, "ä".repeat(257)));
        assertFails(StatusCode.RESOURCE_EXHAUSTED, "the value has 1048577 bytes, allowed are 1048576", () -> gate.kv()
                .set(call, "a", large, Duration.ZERO, 0));
        assertFails(StatusCode.INVALID_ARGUMENT, "ttl is -1 ms; 0 = for ever", () -> gate.kv()
                .compareAndSet(call, "a", bytes("1"), 0, Duration.ofMillis(-1), 0));
        assertFails(StatusCode.INVALID_ARGUMENT, "limit is 0, at least 1", () -> gate.kv()
                .list(call, "", "", 0));
    }

    /** A back end that nothing may reach. */
    private static final class Unreachable implements KvService {
        @Override
        public Optional<Entry> get(HostCall call, String key) {
            throw new AssertionError("reached");
        }

        @Override
        public long set(HostCall call, String key, byte[] value, Duration ttl, long quota) {
            throw new AssertionError("reached");
        }

        @Override
        public void delete(HostCall call, String key) {
            throw new AssertionError("reached");
        }

        @Override
        public List<String> list(HostCall call, String prefix, String after, int limit) {
            throw new AssertionError("reached");
        }

        @Override
        public long compareAndSet(HostCall call, String key, byte[] value, long version, Duration ttl, long quota) {
            throw new AssertionError("reached");
        }
    }

    @Test
    void list_isAPageOf64KiB_andGoesOnBehindIt() {
        Gate gate = granting(Permission.Kv.STANDARD).gate();
        HostCall call = GateFixture.enter(gate);
        for (int i = 0; i < 300; i++) {
            gate.kv().set(call, "%03d".formatted(i) + "x".repeat(497), new byte[0], Duration.ZERO, 0);
        }

        List<String> all = new ArrayList<>();
        List<String> page = gate.kv().list(call, "", "", 1_000);
        assertThat(page).hasSize((64 << 10) / 504);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = gate.kv().list(call, "", page.get(page.size() - 1), 1_000);
        }
        assertThat(all).hasSize(300).doesNotHaveDuplicates();
    }
}

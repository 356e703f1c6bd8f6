package io.mortise.manager.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HostFunction;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is taken back is gone at the next host call of every generation, and what is open under it ends. */
@Timeout(60)
class RevokeTest {
    private static final int THREADS = 8;

    @TempDir
    Path home;

    @Test
    void revoke_actsOnTheNextHostCall_ofEveryGeneration_while8ThreadsCall() throws InterruptedException {
        try (GateFixture fixture = GateFixture.granting(home, Permission.Kv.STANDARD)) {
            Gate draining = fixture.gate();
            Gate live = fixture.gate();
            AtomicBoolean revoked = new AtomicBoolean();
            AtomicBoolean stop = new AtomicBoolean();
            AtomicLong allowedBefore = new AtomicLong();
            AtomicLong allowedAfter = new AtomicLong();
            AtomicLong deniedAfter = new AtomicLong();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Gate gate = i % 2 == 0 ? draining : live;
                String key = "k" + i;
                threads.add(new Thread(() -> {
                    while (!stop.get()) {
                        // Read before the call: only a call that began after the revoke must be denied.
                        boolean after = revoked.get();
                        boolean allowed = isAllowed(gate, key);
                        (after ? allowed ? allowedAfter : deniedAfter : allowedBefore).incrementAndGet();
                    }
                }));
            }
            threads.forEach(Thread::start);
            await().until(() -> allowedBefore.get() > 1_000);

            fixture.deny("kv");
            revoked.set(true);

            await().until(() -> deniedAfter.get() > 1_000);
            stop.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(allowedAfter).hasValue(0);
        }
    }

    private static boolean isAllowed(Gate gate, String key) {
        try {
            gate.kv().get(GateFixture.enter(gate), key);
            return true;
        } catch (HostFailure e) {
            assertThat(e.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
            return false;
        }
    }

    @Test
    void revoke_endsWhatIsOpenUnderIt_andNothingElse() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        HostFunction wait =
                HostFunction.ofBytes("chat.wait", "waits", (call, payload) -> waitUntilCancelled(call, inside));
        HostFunction other =
                HostFunction.ofBytes("chat.other", "waits", (call, payload) -> waitUntilCancelled(call, inside));
        try (GateFixture fixture = GateFixture.granting(
                        home,
                        GateFixture.named(Permission.Named.Kind.APP, "chat.wait"),
                        GateFixture.named(Permission.Named.Kind.APP, "chat.other"))
                .functions(wait, other)) {
            Gate gate = fixture.gate();
            HostCall call = GateFixture.enter(gate);
            CompletableFuture<byte[]> revoked =
                    CompletableFuture.supplyAsync(() -> gate.app().call(call, "chat.wait", new byte[0]));
            CompletableFuture<byte[]> kept =
                    CompletableFuture.supplyAsync(() -> gate.app().call(call, "chat.other", new byte[0]));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

            fixture.deny("app=chat.wait");

            assertThatThrownBy(revoked::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(HostFailure.class, failure -> assertThat(failure.code())
                            .isEqualTo(StatusCode.PERMISSION_DENIED));
            assertThat(fixture.journal.audit().denied()).hasSize(1);
            assertThat(kept).isNotDone();

            gate.close();
            assertThatThrownBy(kept::get).cause().isInstanceOfSatisfying(HostFailure.class, failure -> assertThat(
                            failure.code())
                    .isEqualTo(StatusCode.CANCELLED));
        }
    }

    private static byte[] waitUntilCancelled(HostCall call, CountDownLatch inside) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var hook = call.cancellation().onCancel(cancelled::countDown)) {
            inside.countDown();
            cancelled.await(20, TimeUnit.SECONDS);
        }
        throw new HostFailure(StatusCode.CANCELLED, "cancelled");
    }
}

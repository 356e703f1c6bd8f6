package io.mortise.wasm.internal.extism;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.MemoryBudget;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.wasm.internal.run.Account;
import io.mortise.wasm.internal.run.Ration;
import io.mortise.wasm.internal.run.StackProbe;
import io.mortise.wasm.internal.run.Tab;
import org.junit.jupiter.api.Test;

/** The memory a guest shares with its host: what no order of calls may break. */
class ArenaTest {
    private static final long ALLOWED = 4 << 20;

    private final Account account =
            new Account(Subject.unstarted(PluginId.of("guest"), "1.0.0"), MemoryBudget.UNBOUNDED, ALLOWED);
    private final Ration ration = new Ration(ALLOWED, new Tab(account, new StackProbe()));
    private final Arena arena = new Arena(ration);

    @Test
    void allocate_givesZeroedBlocksApart_andKnowsTheirLengths() {
        long first = arena.allocate(5);
        long second = arena.allocate(100);

        assertThat(first).isPositive();
        assertThat(second - first).isGreaterThanOrEqualTo(5);
        assertThat(arena.length(first)).isEqualTo(5);
        assertThat(arena.length(second)).isEqualTo(100);
        assertThat(arena.copy(second, 100)).containsOnly(0);
    }

    @Test
    void length_isZero_forWhatIsNoBlock() {
        long handle = arena.allocate(40);

        assertThat(arena.length(0)).isZero();
        assertThat(arena.length(-8)).isZero();
        assertThat(arena.length(handle + 1)).isZero();
        assertThat(arena.length(handle + 16)).isZero();
        assertThat(arena.length(Long.MAX_VALUE)).isZero();
        arena.free(handle);
        assertThat(arena.length(handle)).isZero();
    }

    @Test
    void allocate_isZero_forNothing_andForWhatDoesNotFit() {
        assertThat(arena.allocate(0)).isZero();
        assertThat(arena.allocate(-1)).isZero();
        assertThat(arena.allocate(Long.MAX_VALUE)).isZero();
        assertThat(arena.allocate(ALLOWED)).isZero();
        assertThat(arena.heldBytes()).isLessThan(16_384);

        assertThat(arena.allocate(ALLOWED / 2)).isPositive();
        assertThat(arena.heldBytes()).isLessThanOrEqualTo(ALLOWED);
        assertThat(arena.allocate(ALLOWED / 2)).isZero();
    }

    @Test
    void loadAndStore_outsideTheBlocks_areZeroAndNothing() {
        long handle = arena.allocate(16);

        arena.store64(handle, 0x0807060504030201L);
        arena.store64(handle + 9, -1);
        arena.store8(handle + 16, 1);
        arena.store8(-1, 1);
        arena.store64(Long.MAX_VALUE - 3, 1);

        assertThat(arena.load8(handle + 1)).isEqualTo(2);
        assertThat(arena.load64(handle)).isEqualTo(0x0807060504030201L);
        assertThat(arena.load64(handle + 9)).isZero();
        assertThat(arena.load64(Long.MAX_VALUE)).isZero();
        assertThat(arena.load64(Long.MIN_VALUE)).isZero();
        assertThat(arena.load8(handle + 16)).isZero();
        assertThat(arena.load8(1 << 20)).isZero();
    }

    @Test
    void freed_isNotUsedAgain_whileThereIsRoom() {
        long first = arena.allocate(64);
        arena.free(first);
        long second = arena.allocate(64);

        arena.free(first);

        assertThat(second).isNotEqualTo(first);
        assertThat(arena.length(second)).isEqualTo(64);
    }

    @Test
    void freed_isUsedAgain_whenThereIsNoRoom() {
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            last = arena.allocate(1_000 + i % 24);
            assertThat(last).as("allocation %d", i).isPositive();
            arena.free(last);
            arena.free(last);
        }

        assertThat(arena.heldBytes()).isLessThan(2 << 20);
        assertThat(arena.length(last)).isZero();
    }

    @Test
    void reset_forgetsEveryByte_andLetsALargeCallsRoomGo() {
        long small = arena.store(new byte[] {1, 2, 3});
        arena.reset();
        assertThat(arena.length(small)).isZero();
        assertThat(arena.copy(arena.allocate(3), 3)).containsOnly(0);

        assertThat(arena.allocate(2 << 20)).isPositive();
        assertThat(account.held()).isGreaterThan(2 << 20);
        arena.reset();
        assertThat(arena.heldBytes()).isLessThan(16_384);
        assertThat(account.held()).isZero();
        assertThat(ration.left()).isEqualTo(ALLOWED);
    }

    @Test
    void capacity_isEnough_andHardlyMore_forEveryLength() {
        for (int length = 1; length < 5_000_000; length += 1 + length / 50) {
            assertThat(Arena.capacity(length))
                    .isGreaterThanOrEqualTo(length)
                    .isLessThanOrEqualTo(Math.max(length + 16, length / 8 * 9 + 16));
            assertThat(Arena.capacity(length) % 16).isZero();
        }
    }
}

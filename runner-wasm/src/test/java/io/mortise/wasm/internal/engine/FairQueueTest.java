package io.mortise.wasm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>(5);

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (Optional<String> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            all.add(next.get());
        }
        return all;
    }

    @Test
    void plugins_takeTurns_howeverMuchOneBrings() {
        queue.offer("a", "a1");
        queue.offer("a", "a2");
        queue.offer("a", "a3");
        queue.offer("b", "b1");
        queue.offer("c", "c1");

        assertThat(all()).containsExactly("a1", "b1", "c1", "a2", "a3");
    }

    @Test
    void queue_isBounded() {
        for (int i = 0; i < 5; i++) {
            assertThat(queue.offer("a", "a" + i)).isTrue();
        }

        assertThat(queue.offer("b", "b")).isFalse();
        assertThat(queue.poll()).contains("a0");
        assertThat(queue.offer("b", "b")).isTrue();
    }
}

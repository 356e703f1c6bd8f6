package io.mortise.manager;

import io.mortise.api.Runner;
import io.mortise.api.RunnerFactory;
import io.mortise.api.RunnerFactory.RunnerLease;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Views of a slot in its runtime's own terms; each use of one leases the generation that is live then. */
final class Views {
    private Views() {}

    static <T> Optional<T> of(Slot slot, Class<T> type) {
        Generation live = slot.lease(CallRequest.of(slot.id().name(), "unwrap", new byte[0]));
        RunnerFactory factory;
        try {
            factory = live.prepared().factory();
        } finally {
            live.leave();
        }
        return factory.view(type, () -> lease(slot));
    }

    private static RunnerLease lease(Slot slot) {
        Generation generation = slot.lease(CallRequest.of(slot.id().name(), "view", new byte[0]));
        AtomicBoolean open = new AtomicBoolean(true);
        return new RunnerLease() {
            @Override
            public Runner runner() {
                return generation.runner();
            }

            @Override
            public void close() {
                if (open.compareAndSet(true, false)) {
                    generation.leave();
                }
            }
        };
    }
}

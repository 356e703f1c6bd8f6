package io.mortise.manager.internal.service;

import io.mortise.api.host.KvService;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class MemoryKvTest extends KvServiceContract {
    // Near the end of the counter: what is compared by anything but its distance breaks here.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    @Override
    protected KvService service() {
        return new MemoryKv(nanos::get);
    }

    @Override
    protected void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}

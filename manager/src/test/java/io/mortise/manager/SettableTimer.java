package io.mortise.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Time that moves only when told; what is due then runs on the thread that moves it. */
final class SettableTimer implements Timer {
    private final Object lock = new Object();
    private final List<Task> tasks = new ArrayList<>();
    private long now;

    private record Task(long due, Optional<Duration> every, Runnable work) {}

    @Override
    public long nanos() {
        synchronized (lock) {
            return now;
        }
    }

    @Override
    public void after(Duration delay, Runnable task) {
        synchronized (lock) {
            tasks.add(new Task(now + delay.toNanos(), Optional.empty(), task));
        }
    }

    @Override
    public void every(Duration pause, Runnable task) {
        synchronized (lock) {
            tasks.add(new Task(now + pause.toNanos(), Optional.of(pause), task));
        }
    }

    /** Moves on; a repeated task runs once however long that is, as after a machine slept. */
    void advance(Duration by) {
        List<Task> due = new ArrayList<>();
        synchronized (lock) {
            now += by.toNanos();
            tasks.stream().filter(task -> task.due() <= now).forEach(due::add);
            tasks.removeAll(due);
            due.forEach(task -> task.every()
                    .ifPresent(pause -> tasks.add(new Task(now + pause.toNanos(), task.every(), task.work()))));
        }
        due.forEach(task -> task.work().run());
    }

    @Override
    public void close() {
        synchronized (lock) {
            tasks.clear();
        }
    }
}

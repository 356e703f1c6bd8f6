package io.mortise.testkit;

import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerFactory;
import io.mortise.api.RuntimeKind;
import io.mortise.api.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives a manager runners whose guests are lambdas. Counts what is alive, so that a leak is seen. */
public final class FakeRunnerFactory implements RunnerFactory {
    private final RuntimeKind runtime;
    private final Map<String, FakeGuest> guests = new ConcurrentHashMap<>();
    /** Every runner ever made, in order. */
    public final List<FakeRunner> made = new CopyOnWriteArrayList<>();

    public FakeRunnerFactory(RuntimeKind runtime) {
        this.runtime = runtime;
    }

    /** Who runs when a bundle's file {@code guest} says {@code key}. */
    public FakeRunnerFactory guest(String key, FakeGuest guest) {
        guests.put(key, guest);
        return this;
    }

    /** Started and not yet stopped. */
    public long alive() {
        return made.stream().filter(FakeRunner::isAlive).count();
    }

    @Override
    public RuntimeKind runtime() {
        return runtime;
    }

    @Override
    public Runner create(RunnerEnvironment environment) {
        FakeRunner runner = new FakeRunner(guests, environment.listener(), environment.memory(), runtime);
        made.add(runner);
        return runner;
    }

    @Override
    public Sandbox sandbox(Sandbox wanted) {
        return runtime == RuntimeKind.WASM ? Sandbox.WASM : wanted;
    }

    @Override
    public List<Probe> probe() {
        return List.of(new Probe("fake", true, "lambdas", ""));
    }

    @Override
    public void close() {}
}

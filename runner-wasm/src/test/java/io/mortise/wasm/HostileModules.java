package io.mortise.wasm;

import static io.mortise.wasm.Guests.ask;
import static io.mortise.wasm.Guests.call;
import static io.mortise.wasm.Guests.within;

import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.testkit.ContractGuest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Runs attacks, each as a plugin of its own beside a peaceful one, and says what was not as it must be. */
final class HostileModules implements AutoCloseable {
    static final List<Attack> ALL = Stream.of(
                    AttacksOnSize.ROWS,
                    AttacksOnMemory.ROWS,
                    AttacksOnTables.ROWS,
                    AttacksOnTime.ROWS,
                    AttacksOnImports.ROWS,
                    AttacksOnStart.ROWS)
            .flatMap(List::stream)
            .toList();

    /** What ends a plugin before it serves. */
    private static final Set<Failure> NEVER_SERVES = Set.of(Failure.BAD_MODULE, Failure.START_FAILED);

    private final WasmRunnerFactory factory;
    private final Path directory;
    private final Guests peaceful;
    private final Runner bystander;

    HostileModules(WasmRunnerFactory factory, Path directory) {
        this.factory = factory;
        this.directory = directory;
        this.peaceful = new Guests(factory, directory);
        this.bystander = peaceful.started(ContractGuest.minimalModule(), "echo");
    }

    /** Another plugin in the same factory. */
    Runner bystander() {
        return bystander;
    }

    /** What came of it: a message when it failed, empty when it was let through. */
    record Outcome(String message, boolean servesOn) {}

    Outcome outcome(Attack attack) {
        Guests guests = Guests.besideOthers(factory, directory);
        try {
            guests.limits = guests.limits.withStartTimeout(attack.startTimeout());
            Runner runner = guests.started(attack.module().get(), "attack", "echo");
            return called(runner, attack);
        } catch (PluginException e) {
            return new Outcome(e.getMessage(), NEVER_SERVES.contains(e.failure()) || guests.hasNothingRunning());
        } finally {
            guests.stopAll();
        }
    }

    private static Outcome called(Runner runner, Attack attack) {
        String message = "";
        try {
            runner.call(within(call("attack", new byte[16]), attack.deadline()));
        } catch (PluginException e) {
            message = e.getMessage();
        }
        return new Outcome(message, againstPeace(runner));
    }

    /** The module's own next call, which must not fall on what the first left behind. */
    private static boolean againstPeace(Runner runner) {
        return ask(runner, "echo", "next").equals("next");
    }

    boolean bystanderServes() {
        return ask(bystander, "echo", "peace").equals("peace");
    }

    @Override
    public void close() {
        peaceful.close();
    }
}

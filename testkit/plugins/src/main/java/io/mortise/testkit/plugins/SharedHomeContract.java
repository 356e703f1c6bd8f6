package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A contract whose tests leave the plugin as they found it, so that one opened manager serves them all. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedHomeContract {
    ContractHome home;

    /** The runtime under test. */
    protected abstract RuntimeKind runtime();

    /** The guest under test. Standard: the project's own for the runtime. */
    protected Twin twin() {
        return Twin.of(runtime());
    }

    @BeforeAll
    final void open(@TempDir Path directory) {
        home = ContractHome.in(directory, twin());
        open(home);
    }

    /** Writes what the tests need and opens. */
    abstract void open(ContractHome fresh);

    @AfterAll
    final void close() {
        home.close();
    }
}

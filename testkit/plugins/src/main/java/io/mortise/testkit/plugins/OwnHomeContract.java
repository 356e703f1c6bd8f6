package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A contract whose tests each open a manager of their own. */
@Timeout(120)
abstract class OwnHomeContract {
    ContractHome home;

    /** The runtime under test. */
    protected abstract RuntimeKind runtime();

    /** The guest under test. Standard: the project's own for the runtime. */
    protected Twin twin() {
        return Twin.of(runtime());
    }

    @BeforeEach
    final void lay(@TempDir Path directory) {
        home = ContractHome.in(directory, twin());
    }

    @AfterEach
    final void close() {
        home.close();
    }
}

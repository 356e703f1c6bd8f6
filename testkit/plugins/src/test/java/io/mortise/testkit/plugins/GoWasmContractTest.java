package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** One Go source as a wasm module; its other half is {@link GoProcessContractTest}. */
@Tag("slow")
@Tag("sdk")
class GoWasmContractTest {
    /** Holds the module loaded for every other home: compiling its 4 MB takes seconds, and half a minute on a busy machine. */
    @AutoClose
    private static ContractHome keeper;

    @BeforeAll
    static void loadOnce(@TempDir Path directory) {
        ForeignTwin.GO_WASM.assumeToolIsThere();
        keeper = ContractHome.in(directory, ForeignTwin.GO_WASM);
        keeper.settings("limits: { contract: { start_timeout: 5m } }\n");
        keeper.plugin().write();
        keeper.open();
    }

    @Nested
    class Calls extends RuntimeCallContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.WASM;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.GO_WASM;
        }
    }

    @Nested
    class Services extends RuntimeServiceContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.WASM;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.GO_WASM;
        }
    }

    @Nested
    class Lifecycles extends RuntimeLifecycleContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.WASM;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.GO_WASM;
        }
    }

    @Nested
    class Limits extends RuntimeLimitContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.WASM;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.GO_WASM;
        }
    }
}

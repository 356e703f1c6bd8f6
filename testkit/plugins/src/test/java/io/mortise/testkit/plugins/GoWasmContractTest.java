package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** One Go source as a wasm module; its other half is {@link GoProcessContractTest}. */
@Tag("slow")
class GoWasmContractTest {
    @BeforeAll
    static void needsItsTool() {
        ForeignTwin.GO_WASM.assumeToolIsThere();
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

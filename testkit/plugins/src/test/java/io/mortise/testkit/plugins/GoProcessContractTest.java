package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The same Go source as a process: equal results, equal codes. */
@Tag("slow")
@Tag("sdk")
class GoProcessContractTest {
    @BeforeAll
    static void needsItsTool() {
        ForeignTwin.GO_PROCESS.assumeToolIsThere();
    }

    @Nested
    class Calls extends RuntimeCallContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.GO_PROCESS;
        }
    }

    @Nested
    class Services extends RuntimeServiceContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.GO_PROCESS;
        }
    }

    @Nested
    class Lifecycles extends RuntimeLifecycleContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.GO_PROCESS;
        }

        /** An overflowing stack ends a Go process; nothing in it can prevent that. */
        @Override
        protected Failure endOfAnEndlessStack() {
            return Failure.GUEST_CRASHED;
        }
    }

    @Nested
    class Limits extends RuntimeLimitContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.GO_PROCESS;
        }
    }
}

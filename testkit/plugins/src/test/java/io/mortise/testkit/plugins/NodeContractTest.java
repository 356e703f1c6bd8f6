package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The Node SDK is held to the contract of both runtimes. */
@Tag("slow")
@Tag("sdk")
class NodeContractTest {
    @BeforeAll
    static void needsItsTool() {
        ForeignTwin.NODE.assumeToolIsThere();
    }

    @Nested
    class Calls extends RuntimeCallContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }

        @Override
        protected Twin twin() {
            return ForeignTwin.NODE;
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
            return ForeignTwin.NODE;
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
            return ForeignTwin.NODE;
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
            return ForeignTwin.NODE;
        }
    }
}

package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import org.junit.jupiter.api.Nested;

/** Both runtimes are held to one contract; see its twin. */
class GrpcContractTest {
    @Nested
    class Calls extends RuntimeCallContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }
    }

    @Nested
    class Services extends RuntimeServiceContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }
    }

    @Nested
    class Lifecycles extends RuntimeLifecycleContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }
    }

    @Nested
    class Limits extends RuntimeLimitContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }
    }
}

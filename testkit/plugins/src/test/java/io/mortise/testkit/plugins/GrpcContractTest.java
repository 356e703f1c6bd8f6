package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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

    /** What only a process can do: work that belongs to no call. */
    @Nested
    class Backgrounds extends OwnHomeContract {
        @Override
        protected RuntimeKind runtime() {
            return RuntimeKind.GRPC;
        }

        @Test
        void workOutsideOfACall_isThePluginsOwn_andGatedLikeACall() {
            home.plugin().write();
            home.open(home.stored());
            home.plugins().grant("contract", "test");

            home.plugins().call(home.request("background", "mark").withTenant("acme"));

            assertThat(home.ask("kv_get", "mark")).isEqualTo("background");
            home.plugins().deny("contract", "test", List.of("kv"));
            home.failure("background", "later");
            assertThat(home.plugins().audit("contract"))
                    .filteredOn(call -> !call.allowed())
                    .singleElement()
                    .satisfies(call ->
                            assertThat(call.operation() + ' ' + call.target()).isEqualTo("kv.set later"));
        }
    }
}

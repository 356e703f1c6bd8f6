package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that resets every stream, thousands of times. */
@Timeout(60)
class ResetFloodTest {
    @TempDir
    Path directory;

    @Test
    void eachCall_endsAsACrash_andAnotherPluginIsServed() throws Exception {
        try (FakePeer good = FakePeer.serving(new ScriptedPlugin());
                FakePeer behind = FakePeer.plaintext(new ScriptedPlugin());
                ResettingPeer hostile = new ResettingPeer(behind);
                Bench bench = new Bench(directory)) {
            bench.allowPlaintext = true;
            Runner other = bench.start(good.spec(bench));
            Runner runner = bench.start(hostile.spec(bench));
            assertThat(runner.call(Bench.call("greet", "before")).text()).isEqualTo("before");

            hostile.reset();

            for (int i = 0; i < 10; i++) {
                PluginException failure =
                        catchThrowableOfType(PluginException.class, () -> runner.call(Bench.call("greet", "x")));
                // Its code reads like a limit of the host's; whatever it says, the plugin dropped the call.
                assertThat(failure.failure()).isEqualTo(Failure.GUEST_CRASHED);
                assertThat(other.call(Bench.call("greet", "meanwhile")).text()).isEqualTo("meanwhile");
            }
        }
    }
}

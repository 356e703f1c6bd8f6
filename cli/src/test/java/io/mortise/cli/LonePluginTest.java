package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A path in place of a name: what is run for one call only. */
class LonePluginTest {
    /** Says by {@code mortise_describe} that it has {@code greet}, and answers "hi" at {@code mortise_call}. */
    private static final String DESCRIBES_ITSELF =
            "0061736d0100000001110360027f7f017f60027f7f0060017f017f021401096d6f72746973652f31066f7574707574000103"
                    + "030200020503010001072c03066d656d6f727902000c6d6f72746973655f63616c6c0001106d6f72746973655f6465736372"
                    + "69626500020a18020b0041e4004102100041000b0a004100411a100041000b0b28020041000b1a7b2266756e6374696f6e73"
                    + "223a7b226772656574223a7b7d7d7d0041e4000b026869"
                    + "";

    @TempDir
    Path directory;

    private Path plugin() throws IOException {
        Path plugin = Files.createDirectories(directory.toRealPath().resolve("greeter"));
        Files.write(plugin.resolve("plugin.wasm"), HexFormat.of().parseHex(DESCRIBES_ITSELF));
        return plugin;
    }

    @Test
    void aBareModule_thatDescribesItself_canBeCalled() throws IOException {
        Path module = plugin().resolve("plugin.wasm");

        assertThat(Ran.mortise(directory, "call", module.toString(), "greet").out())
                .isEqualTo("hi");
        assertThat(Ran.mortise(directory, "call", module.toString(), "nope").err())
                .contains("\"nope\" is not one of its functions; there is greet [UNKNOWN_FUNCTION]");
    }

    @Test
    void aDirectory_thatWantsMore_isToldOfTheOptionAndNotOfTheCommand() throws IOException {
        Files.writeString(
                plugin().resolve("plugin.yaml"),
                "name: greeter\nversion: 1.0.0\nruntime: wasm\npermissions: { kv: {}, cache: true }\n");

        Ran refused = Ran.mortise(directory, "call", "greeter/", "greet");

        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err())
                .isEqualTo("error: greeter: wants cache, kv, for this run; give it all of that with --grant,"
                        + " or one thing with --grant=PERMISSION [NOT_SERVING]\n");
        assertThat(Ran.mortise(directory, "call", "greeter/", "greet", "--grant")
                        .out())
                .isEqualTo("hi");
    }

    @Test
    void aProblem_isToldOnce_byCheck() throws IOException {
        Files.writeString(plugin().resolve("plugin.yaml"), "name: greeter\nversion: 1.0.0\nruntime: [wasm, grpc]\n");

        Ran ran = Ran.mortise(directory, "check", "greeter/");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).startsWith("no  greeter invalid\n      plugin.yaml:1: ");
    }
}

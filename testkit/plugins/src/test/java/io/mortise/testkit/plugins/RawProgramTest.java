package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mortise.api.RuntimeKind;
import io.mortise.manager.ReloadOutcome;
import io.mortise.proto.MagicCookie;
import io.mortise.proto.v1.PluginGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program whose services are its own, behind a manager: its stub holds the slot, never a process. */
@Timeout(60)
class RawProgramTest {
    @TempDir
    Path directory;

    private ContractHome home;

    @BeforeEach
    void lay() throws IOException {
        home = ContractHome.in(directory, RuntimeKind.GRPC);
        write("1.0.0");
    }

    @AfterEach
    void close() {
        home.close();
    }

    /** Our own plugin, taken for a stranger: only its cookie is known. */
    private void write(String version) throws IOException {
        Path plugin = home.plugin().version(version).write();
        Files.writeString(
                plugin.resolve("plugin.yaml"),
                """
                name: contract
                version: %s
                runtime: grpc
                grpc:
                  binary: bin/contract
                  protocol: raw
                  handshake: { cookie_key: %s, cookie_value: %s, versions: [1] }
                """
                        .formatted(version, MagicCookie.KEY, MagicCookie.VALUE));
    }

    private static String describe(PluginGrpc.PluginBlockingStub stub) {
        return stub.describe(Empty.getDefaultInstance()).getJson().toStringUtf8();
    }

    @Test
    void aStub_survivesReloads_andSaysWhyItIsNotServed() throws IOException {
        home.open(home.asDeclared());
        var stub = PluginGrpc.newBlockingStub(
                home.plugins().plugin("contract").unwrap(Channel.class).orElseThrow());
        assertThat(describe(stub)).contains("echo");
        long first = home.status().live().orElseThrow().pid().orElseThrow();

        write("2.0.0");
        assertThat(home.plugins().reload("contract")).isInstanceOf(ReloadOutcome.Swapped.class);

        assertThat(describe(stub)).contains("echo");
        assertThat(home.status().live().orElseThrow().pid()).isNotEqualTo(first);
        assertThat(home.status().live().orElseThrow().dialect()).isEqualTo("raw");
        home.plugins().disable("contract");
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, () -> describe(stub));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.getStatus().getDescription()).contains("DISABLED");
    }

    @Test
    void onlyARawProgram_isUnwrapped() {
        home.plugin().write();
        home.open();

        assertThat(home.plugins().plugin("contract").unwrap(Channel.class)).isEmpty();
        assertThat(home.plugins().plugin("contract").unwrap(String.class)).isEmpty();
    }
}

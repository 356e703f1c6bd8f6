package io.mortise.manager.internal.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.api.manifest.Permission;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** One gate for each test, and how its refusals are looked at. */
abstract class GateScene {
    @TempDir
    Path home;

    GateFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    final GateFixture granting(Permission... permissions) {
        fixture = GateFixture.granting(home, permissions);
        return fixture;
    }

    static void assertFails(StatusCode code, String text, ThrowingCallable operation) {
        assertThatThrownBy(operation).isInstanceOfSatisfying(HostFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.text()).isEqualTo(text);
        });
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    void demo_losesNoCall() {
        Ran ran = Ran.mortise(Path.of("").toAbsolutePath(), "demo", "--seconds", "1", "--callers", "4");

        assertThat(ran.out()).contains("failed 0   reloads 10   refused 1");
        assertThat(ran.out()).contains("[GUEST_TRAPPED]").doesNotContain("first failure");
        assertThat(ran.exit()).isZero();
    }
}

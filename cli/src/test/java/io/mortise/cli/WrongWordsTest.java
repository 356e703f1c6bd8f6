package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.manager.PluginManager;
import io.mortise.testkit.FakeGuest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, whole, to somebody who mistyped, and what plain answers look like. */
class WrongWordsTest {
    @TempDir
    Path directory;

    private FakeHome home;
    private PluginManager manager;

    @BeforeEach
    void open() throws IOException {
        home = new FakeHome(directory)
                .guest("g", FakeGuest.echo())
                .plugin("echo", "wasm", "g", "functions: { echo: {} }", "permissions: { kv: { max_bytes: 4MiB } }")
                .plugin("other", "wasm", "g", "functions: { echo: {} }");
        manager = home.builder().open();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void refused(int exit, String message, String... words) {
        Ran ran = home.mortise(words);

        assertThat(ran.err().lines().filter(line -> !line.startsWith("home "))).containsExactly("error: " + message);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exit()).isEqualTo(exit);
    }

    @Test
    void aFileThatIsNotThere_isNamedOnce_withoutAClassOfJava() {
        Path none = home.directory.resolve("none.json");

        refused(
                3,
                none + ": there is no such file; it was named by --file [BAD_INPUT]",
                "call",
                "other",
                "echo",
                "--file",
                "none.json");
        refused(
                3,
                none + ": there is no such file; `mortise recordings PLUGIN` lists what there is [BAD_INPUT]",
                "replay",
                "none.json");
        refused(3, "check: " + home.directory.resolve("none") + " is no directory [BAD_INPUT]", "check", "./none");
    }

    @Test
    void names_areCounted() {
        refused(
                5,
                "ohter: no plugin has this name; there are other, echo; see `mortise list` [UNKNOWN_PLUGIN]",
                "status",
                "ohter");
        refused(
                5,
                "other@1.0.0#1: \"ecko\" is not one of its functions; there is echo [UNKNOWN_FUNCTION]",
                "call",
                "other",
                "ecko");
    }

    @Test
    void aMistypedCode_isToldTheCodes() {
        assertThat(home.mortise("explain", "GRANT_MISING").err())
                .contains("\"GRANT_MISING\" is no failure code; there are REJECTED, ", "GRANT_MISSING", "[BAD_INPUT]");
    }

    @Test
    void numbersOutOfRange_areUsage() {
        assertThat(home.mortise("logs", "other", "-n", "-1").err()).startsWith("--lines is 0 or more\n");
        assertThat(home.mortise("logs", "other", "-n", "-1").exit()).isEqualTo(2);
        assertThat(home.mortise("top", "--every", "0").err()).startsWith("--every is 50 or more, --times 1 or more\n");
        assertThat(home.mortise("top", "--times", "0").exit()).isEqualTo(2);
    }

    @Test
    void whoDisabled_isThePerson_andTheTimeIsToTheSecond() {
        assertThat(home.mortise("disable", "other").out())
                .matches("other disabled: by " + System.getProperty("user.name") + " at [-0-9]+T[0-9:]+Z\n");
        assertThat(home.mortise("call", "other", "echo").err())
                .containsPattern("is DISABLED since [-0-9]+T[0-9:]+(\\.\\d{3})?Z: by ");
        assertThat(home.mortise("enable", "other").exit()).isZero();
    }

    @Test
    void sizesAndNames_readAsPeopleWriteThem() {
        home.mortise("grant", "echo");
        home.mortise("deny", "other", "kv");

        assertThat(home.mortise("list").out()).contains("keep up to 4 MiB of key-value data of its own");
        assertThat(home.mortise("grants").out()).contains("  denied: kv\n").doesNotContain("; denied");
        assertThat(home.mortise("inspect", "echo").out().lines().filter(line -> line.startsWith("live ")))
                .hasSize(1);
        assertThat(home.mortise("status", "other").out())
                .contains("calls         0 finished, 0 failed, 0 inside\n")
                .containsPattern("serves, after \\d+ ms|\\d s\n");
    }

    @Test
    void explain_tellsWhatALimitIs_inBothFiles() {
        assertThat(home.mortise("explain", "limits.memory").out().lines().filter(line -> line.startsWith("is ")))
                .hasSize(2);
    }
}

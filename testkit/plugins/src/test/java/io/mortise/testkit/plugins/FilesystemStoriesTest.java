package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.RuntimeKind;
import io.mortise.manager.PluginState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guest can still do with its files after an operator gave it less. */
class FilesystemStoriesTest {
    private static final Path GUEST = Path.of("../../runner-wasm/src/test/resources/io/mortise/wasm/files.wasm")
            .toAbsolutePath();

    private static final String NOT_CAPABLE = "errno 76";
    private static final String READ_ONLY = "errno 69";

    @TempDir
    Path directory;

    private ContractHome home;

    @BeforeEach
    void open() throws IOException {
        home = ContractHome.in(directory, RuntimeKind.WASM);
        home.file("files/plugin.yaml", manifest("readwrite"));
        Files.copy(GUEST, directory.resolve("files/plugin.wasm"));
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static String manifest(String mode) {
        return """
                name: files
                version: 1.0.0
                runtime: wasm
                functions: { libc: {} }
                permissions:
                  filesystem: [ { path: data, mode: %s } ]
                """
                .formatted(mode);
    }

    private String libc(String command) {
        return home.plugins().call("files", "libc", command);
    }

    private PluginState state() {
        return home.plugins().status("files").state();
    }

    private void grant(String... permissions) {
        home.plugins().grant("files", "test", List.of(permissions));
    }

    private void deny(String... permissions) {
        home.plugins().deny("files", "test", List.of(permissions));
    }

    @Test
    void directoryThatIsTakenBack_isGone_atTheNextCall() {
        home.open(home.stored());
        grant();
        assertThat(libc("write /data/notes one")).isEqualTo("ok");

        deny("filesystem");

        assertThat(state()).isEqualTo(PluginState.RUNNING);
        assertThat(libc("read /data/notes")).isEqualTo(NOT_CAPABLE);
        assertThat(libc("write /data/notes two")).isEqualTo(NOT_CAPABLE);

        grant("filesystem=data:readwrite");
        assertThat(libc("read /data/notes")).isEqualTo("one");
    }

    /** What is asked for is given whole or not at all; so a directory becomes one for reading when no more is asked. */
    @Test
    void directoryThatMayOnlyBeRead_isReadAndNotWritten_atTheNextCall() {
        home.open(home.stored());
        grant();
        assertThat(libc("write /data/notes one")).isEqualTo("ok");

        deny("filesystem");
        grant("filesystem=data");
        assertThat(libc("write /data/notes two")).isEqualTo(NOT_CAPABLE);
        home.file("files/plugin.yaml", manifest("read"));
        home.plugins().reload("files");

        assertThat(state()).isEqualTo(PluginState.RUNNING);
        assertThat(libc("read /data/notes")).isEqualTo("one");
        assertThat(libc("write /data/notes two")).isEqualTo(READ_ONLY);
        assertThat(libc("rm /data/notes")).isEqualTo(READ_ONLY);
        assertThat(libc("read /data/notes")).isEqualTo("one");
    }

    /** Less than it cannot do without, by the rule of a fleet: it stops, and waits for somebody to decide. */
    @Test
    void guestThatNeedsMore_isStopped_whenTheRuleGivesLess() {
        home.settings("grants: { policy: fleet.yaml }\n");
        home.file("fleet.yaml", rule("readwrite"));
        home.open(home.stored());
        assertThat(libc("write /data/notes one")).isEqualTo("ok");

        home.file("fleet.yaml", rule("read") + "# changed\n");

        await().atMost(Duration.ofSeconds(60)).until(() -> state() == PluginState.AWAITING_GRANT);
        home.file("fleet.yaml", rule("readwrite"));
        await().atMost(Duration.ofSeconds(60)).until(() -> state() == PluginState.RUNNING);
        assertThat(libc("read /data/notes")).isEqualTo("one");
    }

    /** A directory is fixed when a process starts; so a process that was given one ends when it is taken back. */
    @Test
    void process_endsAndAnotherStarts_whenItsDirectoryIsTakenBack() {
        home.close();
        home = ContractHome.in(directory, RuntimeKind.GRPC);
        home.plugin()
                .asks(ContractPlugin.ASKS + "  filesystem: [ { path: data, mode: readwrite } ]\n")
                .write();
        home.open(home.stored());
        home.plugins().grant("contract", "test");
        long before = home.status().generation();
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        assertThat(processes).isNotEmpty();

        home.plugins().deny("contract", "test", List.of("filesystem"));

        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
        assertThat(home.status().generation()).isGreaterThan(before);
        assertThat(home.ask("echo", "goes on")).isEqualTo("goes on");
        await().atMost(Duration.ofSeconds(20)).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static String rule(String mode) {
        return "version: 1\nrules:\n  - name: files\n    origin: \"dir:.\"\n    permissions:\n"
                + "      filesystem: [ { path: data, mode: " + mode + " } ]\n";
    }
}

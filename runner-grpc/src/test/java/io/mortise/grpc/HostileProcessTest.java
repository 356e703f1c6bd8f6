package io.mortise.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Mount;
import io.mortise.api.Runner;
import io.mortise.api.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a program that means harm reaches at each level: the table that the documents print. */
@Timeout(60)
class HostileProcessTest {
    /** A number nobody else sleeps for. */
    private static final String ESCAPED = "86399";

    private static final String STAYED = "86398";

    private static final Map<Sandbox, String> GOLDEN = Map.of(
            Sandbox.NONE,
            """
            bundle: written
            children after stop: gone
            environment: scrubbed
            escaped child after stop: alive
            file size: as the host
            flood of stderr: read to its end
            host's processes: seen
            loopback of the host: reached
            more than 256 MiB in TMPDIR: written
            new privileges: possible
            other plugin's socket: seen
            state of the manager: seen
            """,
            Sandbox.LIMITED,
            """
            bundle: written
            children after stop: gone
            environment: scrubbed
            escaped child after stop: alive
            file size: 1 GiB
            flood of stderr: read to its end
            host's processes: seen
            loopback of the host: reached
            more than 256 MiB in TMPDIR: written
            new privileges: none
            other plugin's socket: seen
            state of the manager: seen
            """,
            Sandbox.FULL,
            """
            bundle: refused
            children after stop: gone
            environment: scrubbed
            escaped child after stop: gone
            file size: 1 GiB
            flood of stderr: read to its end
            host's processes: absent
            loopback of the host: refused
            more than 256 MiB in TMPDIR: refused
            new privileges: none
            other plugin's socket: absent
            state of the manager: absent
            """);

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
        for (ProcessHandle escaped : sleeping(ESCAPED)) {
            escaped.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Sandbox.class,
            names = {"NONE", "LIMITED", "FULL"})
    void aHostileProgram_reachesWhatItsLevelLeaves(Sandbox level) throws Exception {
        Needs.that(bench.factory.sandbox(level) == level, level + " is not to be had here; see mortise doctor");
        bench.sandbox = level;
        try (FakePeer peer = FakePeer.serving(new ScriptedPlugin());
                FakePeer neighbour = FakePeer.plaintext();
                ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Runner runner = bench.start(peer.spec(bench, attacks(neighbour.socket(), listener.getLocalPort())));
            await().until(() -> bench.logged().contains("done"));
            Map<String, String> table = new TreeMap<>();
            bench.logged().stream()
                    .filter(line -> line.startsWith("got "))
                    .map(line -> line.substring(4).split(": ", 2))
                    .forEach(pair -> table.put(pair[0], pair[1]));
            await().until(() -> !sleeping(ESCAPED).isEmpty() && sleeping(STAYED).size() == 50);

            runner.stop(Duration.ofSeconds(2));

            table.put("escaped child after stop", sleeping(ESCAPED).isEmpty() ? "gone" : "alive");
            table.put("children after stop", sleeping(STAYED).isEmpty() ? "gone" : "alive");
            var text = new StringBuilder();
            table.forEach((attempt, end) ->
                    text.append(attempt).append(": ").append(end).append('\n'));
            assertThat(text).hasToString(GOLDEN.get(level));
        }
    }

    private String[] attacks(Path neighbour, int port) throws IOException {
        Path state = Files.writeString(directory.resolve("grants.yaml"), "version: 1");
        return new String[] {
            "got() { echo \"got $1: $2\" >&2; }",
            "test -r '" + state + "' && got 'state of the manager' seen || got 'state of the manager' absent",
            "test -e '" + neighbour + "' && got \"other plugin's socket\" seen || got \"other plugin's socket\" absent",
            "test -r /proc/" + ProcessHandle.current().pid()
                    + "/environ && got \"host's processes\" seen || got \"host's processes\" absent",
            "(echo x > ./stolen) 2>/dev/null && got bundle written || got bundle refused",
            "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + port + "' 2>/dev/null"
                    + " && got 'loopback of the host' reached || got 'loopback of the host' refused",
            "grep -q 'NoNewPrivs:.*1' /proc/self/status && got 'new privileges' none || got 'new privileges' possible",
            "grep -q 'Max file size *1073741824 ' /proc/self/limits && got 'file size' '1 GiB'"
                    + " || got 'file size' 'as the host'",
            "env -0 | tr '\\n\\0' ' \\n' | grep -qvE '^(PATH|HOME|LANG|TZ|TMPDIR|PWD|OLDPWD|SHLVL|_|PLUGIN_[A-Z_]+"
                    + "|MORTISE_[A-Z_]+)=' && got environment leaks || got environment scrubbed",
            "head -c 280000000 /dev/zero 2>/dev/null >\"$TMPDIR/fill\" && got 'more than 256 MiB in TMPDIR' written"
                    + " || got 'more than 256 MiB in TMPDIR' refused; rm -f \"$TMPDIR/fill\"",
            "yes 'a line that nobody asked for' | head -n 50000 >&2; got 'flood of stderr' 'read to its end'",
            "for i in $(seq 50); do sleep " + STAYED + " </dev/null >/dev/null 2>&1 & done",
            "setsid sh -c '(sleep " + ESCAPED + " </dev/null >/dev/null 2>&1 &)'",
            "echo done >&2"
        };
    }

    /** Those that sleep for so many seconds. */
    private static List<ProcessHandle> sleeping(String seconds) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(path -> commandLine(path).equals("sleep\0" + seconds + '\0'))
                    .flatMap(path ->
                            ProcessHandle.of(Long.parseLong(path.getFileName().toString())).stream())
                    .toList();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), UTF_8);
        } catch (IOException e) {
            return ""; // it ended meanwhile
        }
    }

    @Test
    void full_servesCallsAndCallbacks_andLeavesNothing() throws IOException {
        Needs.that(bench.factory.sandbox(Sandbox.FULL) == Sandbox.FULL, "sandbox full is not to be had here");
        bench.sandbox = Sandbox.FULL;
        bench.mounts = classPath();

        Runner runner = bench.start(ContractProcess.spec(bench.root));
        String echoed = new String(runner.call(Bench.call("echo", "hi")).payload(), UTF_8);
        runner.stop(Duration.ofSeconds(2));

        assertThat(echoed).isEqualTo("hi");
        try (Stream<Path> left = Files.list(bench.run)) {
            assertThat(left).isEmpty();
        }
    }

    /** A Java program's classes lie all over the machine while it is built: granted, as an operator would. */
    private static List<Mount> classPath() {
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(":"))
                                .map(Path::of)
                                .filter(Files::isRegularFile),
                        Stream.of(ContractProcess.GUEST.directory()))
                .map(path -> new Mount(path, path.toString(), true))
                .toList();
    }

    @Test
    void memory_endsWhereTheLimitIs() throws Exception {
        Needs.that(bench.factory.sandbox(Sandbox.LIMITED) == Sandbox.LIMITED, "prlimit is missing");
        bench.limits = bench.limits.withMemoryBytes(32L << 20);

        try (FakePeer peer = FakePeer.serving(new ScriptedPlugin())) {
            bench.start(peer.spec(
                    bench,
                    "head -c 5000000 /dev/zero | tail >/dev/null && echo small is fine >&2",
                    "head -c 100000000 /dev/zero | tail >/dev/null || echo large is refused >&2",
                    "echo done >&2"));
            await().until(() -> bench.logged().contains("done"));
        }

        assertThat(bench.logged()).contains("small is fine", "large is refused");
    }

    @Test
    void full_isRefusedByName_whereItIsNotToBeHad() throws IOException {
        Optional<String> refusal = bench.factory.probe().stream()
                .filter(probe -> probe.name().equals("sandbox full") && !probe.present())
                .map(probe -> probe.found())
                .findFirst();

        assertThat(bench.factory.sandbox(Sandbox.FULL) == Sandbox.FULL).isEqualTo(refusal.isEmpty());
    }
}

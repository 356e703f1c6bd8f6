package io.mortise.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Sandbox;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.internal.process.Launchers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts in odd places: each starts its plugin, or refuses it by a problem with a name. One JVM each. */
@Tag("slow")
@Timeout(120)
class HostCircumstancesTest {
    private static final String WORKS = "works limited []";

    @TempDir
    Path directory;

    private String classPath = System.getProperty("java.class.path");

    /** A host in a JVM of its own: says on one line what became of its plugin. */
    static final class Host {
        public static void main(String[] args) throws Exception {
            try (Bench bench = new Bench(Path.of(args[0]));
                    FakePeer peer = FakePeer.serving(new ScriptedPlugin())) {
                bench.script(
                        "bin/peer",
                        "env | grep -a ^PLUGIN_ | cut -d= -f1 | sort | tr '\\n' ' ' >&2; echo >&2",
                        "echo '" + peer.line() + "'",
                        FakePeer.WAIT);
                System.out.println(attempt(bench));
            }
            System.exit(0);
        }

        private static String attempt(Bench bench) {
            try {
                var runner = bench.runner();
                runner.load(bench.bundle(Bench.binary("bin/peer")));
                var report = runner.start(bench.config(), bench.host);
                await().until(() -> !bench.logged().isEmpty());
                return "works " + report.sandbox().text() + ' ' + report.notes() + ' ' + bench.logged();
            } catch (PluginException e) {
                return "refused "
                        + (e.detail() instanceof Detail.StartFailure failure ? failure.problem() : e.failure());
            }
        }
    }

    @BeforeEach
    void needsLinux() throws IOException {
        Needs.that(
                Launchers.find().missing().isEmpty() && "0".equals(uid()),
                "setpriv, setsid or prlimit is missing, or the tests do not run as root");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static String uid() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    }

    /** What the host said, started behind {@code launcher} with {@code environment}. */
    private String host(Map<String, String> environment, String... launcher) throws Exception {
        List<String> words = new ArrayList<>(List.of(launcher));
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                classPath,
                Host.class.getName(),
                directory.resolve("home").toString()));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said.lines()
                .filter(line -> line.startsWith("works ") || line.startsWith("refused "))
                .findFirst()
                .orElse(said);
    }

    private static String[] shell(String script) {
        return new String[] {"unshare", "--mount", "--fork", "sh", "-c", script + "; exec \"$@\"", "sh"};
    }

    @Test
    void garbageInEveryVariable_staysWithTheHost() throws Exception {
        Map<String, String> garbage = Map.of(
                "PLUGIN_CLIENT_CERT", "no certificate",
                "PLUGIN_MULTIPLEX_GRPC", "true",
                "PLUGIN_UNIX_SOCKET_DIR", "/" + "x".repeat(200),
                "PLUGIN_UNIX_SOCKET_GROUP", "nobody-has-this",
                "PLUGIN_MIN_PORT", "no port",
                "PLUGIN_MAX_PORT", "-1",
                "PLUGIN_PROTOCOL_VERSIONS", "many");

        assertThat(host(garbage))
                .isEqualTo(WORKS + " [PLUGIN_CLIENT_CERT PLUGIN_MAX_PORT PLUGIN_MIN_PORT"
                        + " PLUGIN_PROTOCOL_VERSIONS PLUGIN_UNIX_SOCKET_DIR ]");
    }

    @Test
    void asAnyUser_itWorks() throws Exception {
        classPath = copyForAll(directory.resolve("lib"));

        assertThat(host(Map.of(), "setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups"))
                .startsWith(WORKS);
    }

    /** Whoever builds may keep the class path to himself. */
    private static String copyForAll(Path lib) throws IOException {
        Files.createDirectories(lib);
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            Path copy = lib.resolve(String.valueOf(copies.size()));
            if (Files.exists(Path.of(entry))) {
                copyTree(Path.of(entry), copy);
                copies.add(copy.toString());
            }
        }
        return String.join(":", copies);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                Files.copy(each, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @Test
    void asTheFirstProcess_itWorks() throws Exception {
        assertThat(host(Map.of(), "unshare", "--pid", "--fork", "--mount-proc")).startsWith(WORKS);
    }

    /** The launcher of Java itself finds its libraries through /proc, so it is told where they are. */
    @Test
    void withoutProc_itWorks_withWhatTheSystemTells() throws Exception {
        Map<String, String> libraries = Map.of("LD_LIBRARY_PATH", System.getProperty("java.home") + "/lib");

        assertThat(host(libraries, shell("mount -t tmpfs none /proc"))).startsWith("works ");
    }

    @Test
    void withoutSetpriv_itWorksAtAWeakerLevel_andSaysSo() throws Exception {
        assertThat(host(Map.of(), shell("mount --bind /dev/null $(readlink -f /usr/bin/setpriv)")))
                .startsWith("works " + Sandbox.NONE.text() + " [setpriv is missing: a host killed with -9 may leave");
    }

    @Test
    void aStoreWhereNothingMayBeExecuted_isNamed() throws Exception {
        Files.createDirectories(directory.resolve("home/bundle"));

        assertThat(host(Map.of(), shell("mount -t tmpfs -o noexec none " + directory.resolve("home/bundle"))))
                .isEqualTo("refused NO_EXEC_STORE");
    }
}

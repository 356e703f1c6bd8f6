package io.mortise.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Sandbox;
import io.mortise.grpc.internal.process.Launchers;
import io.mortise.grpc.internal.process.ProcessIdentity;
import io.mortise.grpc.internal.process.SandboxLevels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that is killed takes its plugins along, whatever they think of it. */
@Timeout(60)
class OrphanTest {
    @TempDir
    Path directory;

    /** A host in a JVM of its own, with a plugin that has no parent watch. */
    static final class Host {
        public static void main(String[] args) throws Exception {
            var bench = new Bench(Path.of(args[0]));
            bench.sandbox = Sandbox.valueOf(args[1]);
            FakePeer peer = FakePeer.serving(new ScriptedPlugin());
            bench.script(
                    "bin/peer", "echo pid $$ >&2", "echo '" + peer.line() + "'", "exec 0</dev/null", "exec sleep 1000");
            bench.start(Bench.binary("bin/peer"));
            await().until(() -> bench.logged().stream().anyMatch(line -> line.startsWith("pid ")));
            System.out.println(bench.logged().get(0));
            Thread.currentThread().join();
        }
    }

    @Test
    void plugins_areGone_whenTheHostIsKilled() throws Exception {
        Needs.that(Launchers.find().tiesToHost(), "setpriv is missing: orphans are the sweep's");
        Process host = host(new SandboxLevels(Launchers.find()).level(Sandbox.LIMITED));
        ProcessIdentity plugin = pluginOf(host);

        host.destroyForcibly();

        await().atMost(Duration.ofSeconds(1)).until(() -> !plugin.isAlive());
        Path run = directory.resolve("run");
        assertThat(entries(run)).as("what the killed host left").isEqualTo(1);
        try (Bench bench = new Bench(directory)) {
            bench.runner();
            assertThat(entries(run)).as("after the sweep").isZero();
        }
    }

    private static long entries(Path run) throws IOException {
        try (var all = Files.list(run)) {
            return all.count();
        }
    }

    private Process host(Sandbox level) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        directory.toString(),
                        level.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessIdentity pluginOf(Process host) throws IOException {
        var out = new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
        long pid = Long.parseLong(out.readLine().substring("pid ".length()));
        ProcessIdentity plugin = ProcessIdentity.of(pid).orElseThrow();
        assertThat(plugin.isAlive()).isTrue();
        return plugin;
    }
}

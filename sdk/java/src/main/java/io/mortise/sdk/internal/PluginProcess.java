package io.mortise.sdk.internal;

import io.grpc.ServerServiceDefinition;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The whole life of a plugin process, in go-plugin's order: safe streams, cookie, listen, handshake, serve, end.
 *
 * <p>Never returns: the process ends with 0 after Shutdown, with 1 when it could not serve, with {@value #ORPHANED}
 * when its host is gone.
 */
public final class PluginProcess {
    /** What a process serves. */
    @FunctionalInterface
    public interface Application {
        /** Makes the services, once. */
        Running start(Broker broker, HclogWriter log);
    }

    /**
     * An application that is ready to serve.
     *
     * @param stop cleans up within the time it is given; runs the author's code once
     */
    public record Running(List<ServerServiceDefinition> services, StopHook stop) {}

    /** Cleans up. */
    @FunctionalInterface
    public interface StopHook {
        Object within(Duration grace) throws Exception;
    }

    private static final int FAILED = 1;
    private static final int ORPHANED = 3;
    private static final SortedSet<Integer> VERSIONS = new TreeSet<>(List.of(1));
    private static final int STDOUT_RING_BYTES = 256 << 10;
    /** go-plugin's hosts wait two seconds after Shutdown before they kill. */
    private static final Duration STOP_GRACE = Duration.ofMillis(1200);
    /** Of what may hang when the JVM ends: shutdown hooks of libraries. */
    private static final Duration EXIT_GRACE = Duration.ofMillis(500);

    private static final Duration ORPHAN_GRACE = Duration.ofMillis(300);

    private final OutputStream realStdout = new FileOutputStream(FileDescriptor.out);
    private final OutputStream realStderr = new FileOutputStream(FileDescriptor.err);
    private final InputStream realStdin = System.in;
    private final StdioRing stdout = new StdioRing(STDOUT_RING_BYTES);
    private final HostEnvironment environment;
    private final String name;
    private final HclogWriter log;

    private PluginProcess(String name, HostEnvironment environment) {
        this.name = name;
        this.environment = environment;
        log = new HclogWriter(realStderr, name, Clock.systemUTC());
    }

    /** Serves until the host ends it, then ends the process. */
    public static void run(String name, HostEnvironment environment, Application application) {
        new PluginProcess(name, environment).run(application);
    }

    private void run(Application application) {
        requireCookie();
        makeSafe();
        try {
            GoPluginServer server = GoPluginServer.prepare(environment, stdout);
            Running running = application.start(server.broker(), log);
            String line = server.start(running.services(), VERSIONS).format();
            InterruptSignal.ignore(log);
            ParentWatch.begin(environment, realStdin, () -> abandon(running, server));
            realStdout.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            realStdout.flush();
            server.awaitShutdown();
            stop(running, STOP_GRACE);
            server.close();
        } catch (StartFailure e) {
            log.line("error", "plugin init error: " + e.getMessage());
            exit(FAILED);
        } catch (Exception | LinkageError e) {
            log.uncaught("plugin init error", e);
            exit(FAILED);
        }
        exit(0);
    }

    private void requireCookie() {
        if (!environment.hasCookie()) {
            new PrintStream(realStderr, true, StandardCharsets.UTF_8)
                    .println("This binary is a plugin: \"" + name
                            + "\" is started by a Mortise host, not by hand. To try it: mortise run DIR, where DIR"
                            + " holds its plugin.yaml. With --describe it prints the functions it handles.");
            exit(FAILED);
        }
    }

    /** From here on no stray print can reach the handshake or stop the process on a full pipe. */
    private void makeSafe() {
        System.setOut(new PrintStream(stdout, true, StandardCharsets.UTF_8));
        System.setErr(log.asPrintStream("info"));
        if (environment.watchesStdin()) {
            System.setIn(InputStream.nullInputStream()); // the watch reads the real one
        }
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> log.uncaught("uncaught in thread " + thread.getName(), thrown));
    }

    /** The host is gone: nobody is left to ask us to stop, and soon nobody to kill us. */
    private void abandon(Running running, GoPluginServer server) {
        endWithin(ORPHAN_GRACE.plus(EXIT_GRACE), ORPHANED);
        stop(running, ORPHAN_GRACE);
        server.removeSocket();
        Runtime.getRuntime().halt(ORPHANED);
    }

    private void stop(Running running, Duration grace) {
        try {
            running.stop().within(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.uncaught("onStop", e);
        }
    }

    private static void exit(int status) {
        endWithin(EXIT_GRACE, status);
        System.exit(status);
    }

    private static void endWithin(Duration grace, int status) {
        var watchdog = new Thread(
                () -> {
                    try {
                        Thread.sleep(grace.toMillis());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(status);
                },
                "mortise/exit");
        watchdog.setDaemon(true);
        watchdog.start();
    }
}

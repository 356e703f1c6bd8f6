package io.mortise.cli.link;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Opens a home in which no manager runs, for the length of one command. */
public final class FileHome {
    /** How long another such command may hold the home. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private FileHome() {}

    /**
     * A manager that starts {@code plugins} and nothing else, and is not reached by other commands.
     *
     * @param keeps true when what is changed must last: state lies in the home even where it has none yet
     * @throws Refusal what opening failed with
     */
    public static Link open(Path home, Set<String> plugins, boolean keeps) {
        PluginManagerBuilder builder =
                PluginManager.builder().home(home).control(false).watch(false).startOnly(plugins);
        if (keeps || Files.isDirectory(home.resolve(".mortise"))) {
            return new ManagerLink(home, opened(builder), () -> {});
        }
        Path state = temporary();
        try {
            return new ManagerLink(home, opened(builder.state(state)), () -> remove(state));
        } catch (Refusal e) {
            remove(state);
            throw e;
        }
    }

    /** Opens, waiting for another command that holds the home just now. */
    public static PluginManager opened(PluginManagerBuilder builder) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return builder.open();
            } catch (PluginException e) {
                if (!isHeld(e) || System.nanoTime() - end > 0) {
                    throw Refusal.of(e);
                }
                pause();
            }
        }
    }

    private static boolean isHeld(PluginException e) {
        return e.detail() instanceof Detail.State state && state.state().equals("LOCKED");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(Failure.CANCELLED, "home", "interrupted while another command held it");
        }
    }

    /** An empty private directory. */
    public static Path temporary() {
        try {
            return Files.createTempDirectory("mortise-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a directory and all in it, and follows no link. */
    public static void remove(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state of a home that exists, to be copied from; empty when it has none. */
    public static Optional<Path> state(Path home) {
        return Optional.of(home.resolve(".mortise")).filter(Files::isDirectory);
    }
}

package io.mortise.cli.link;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
            return new ManagerLink(home, opened(builder), () -> {}).endingWithTheProcess();
        }
        Path state = temporary();
        try {
            return new ManagerLink(home, opened(builder.state(state)), () -> remove(state)).endingWithTheProcess();
        } catch (Refusal e) {
            remove(state);
            throw e;
        }
    }

    /** Opens, waiting for another command that holds the home just now. */
    public static PluginManager opened(PluginManagerBuilder builder) {
        return opened(builder, PATIENCE);
    }

    /** The same, waiting at most so long. */
    public static PluginManager opened(PluginManagerBuilder builder, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
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

    /** Removes a directory and all in it, and follows no link. What a store made read-only is made writable first. */
    public static void remove(Path root) {
        try {
            Files.walkFileTree(root, new Removal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes on the way out. */
    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}

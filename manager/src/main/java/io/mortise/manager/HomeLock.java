package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** One manager for each home: a lock on a file that holds the manager's pid. It ends with the process at the latest. */
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    static HomeLock take(Path home, Path file) {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(home, e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw held(home, file);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
            return new HomeLock(channel);
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw held(home, file).causedBy(e);
        } catch (IOException e) {
            close(channel);
            throw failed(home, e);
        }
    }

    private static PluginException held(Path home, Path file) {
        return PluginException.of(
                Failure.NOT_SERVING,
                "home " + home,
                "another manager works here, pid " + pid(file)
                        + "; use its `mortise` commands, stop it, or take another home",
                new Detail.State("LOCKED", Instant.now(), "pid " + pid(file)));
    }

    private static String pid(Path file) {
        try {
            return Files.readString(file, UTF_8).strip();
        } catch (IOException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }

    private static PluginException failed(Path home, IOException e) {
        return PluginException.of(
                        Failure.SERVICE_FAILED,
                        "home " + home,
                        "cannot be locked: " + e,
                        new Detail.Service("home", "lock", String.valueOf(e.getMessage())))
                .causedBy(e);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(HomeLock.class).warn("the home's lock did not close", e);
        }
    }
}

package io.mortise.manager.internal.audit;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code decisions.jsonl}: what operators decided, one JSON object a line; each is on the disk before append returns. */
public final class DecisionLog implements AutoCloseable {
    private final Object lock = new Object();
    private final Path file;
    private final FileChannel channel;

    private DecisionLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the file for appending, 0600, made when absent; a last line cut off by a crash is ended first.
     *
     * @throws PluginException SERVICE_FAILED when it cannot be opened
     */
    public static DecisionLog open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), ownerOnly());
            try {
                endLastLine(channel);
                DurableFiles.syncParent(file);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new DecisionLog(file, channel);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void endLastLine(FileChannel channel) throws IOException {
        long size = channel.size();
        channel.position(size);
        if (size > 0) {
            ByteBuffer end = ByteBuffer.allocate(1);
            channel.read(end, size - 1);
            if (end.get(0) != '\n') {
                write(channel, new byte[] {'\n'});
            }
        }
    }

    /** @throws PluginException SERVICE_FAILED when it cannot be written: then nothing was decided */
    public void append(Decision decision) {
        byte[] json = Json.write(fields(decision));
        byte[] line = new byte[json.length + 1];
        System.arraycopy(json, 0, line, 0, json.length);
        line[json.length] = '\n';
        synchronized (lock) {
            try {
                appendLine(line);
            } catch (IOException e) {
                throw failed(file, e);
            }
        }
    }

    private void appendLine(byte[] line) throws IOException {
        long before = channel.size();
        try {
            channel.position(before);
            write(channel, line);
            channel.force(true);
        } catch (IOException e) {
            // Half a line on a full disk would spoil the next one.
            channel.truncate(before);
            throw e;
        }
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private static Map<String, Object> fields(Decision decision) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", decision.at().toString());
        fields.put("by", decision.by());
        fields.put("what", decision.what());
        fields.put("subject", decision.subject());
        fields.put("before", decision.before());
        fields.put("after", decision.after());
        if (!decision.bundle().isEmpty()) {
            fields.put("bundle", decision.bundle());
        }
        return fields;
    }

    private static PluginException failed(Path file, IOException cause) {
        return PluginException.of(
                        Failure.SERVICE_FAILED,
                        file,
                        "a decision could not be written down, so nothing was changed; make room or make the file"
                                + " writable",
                        new Detail.Service(
                                "decisions", "append", cause.getClass().getSimpleName()))
                .causedBy(cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

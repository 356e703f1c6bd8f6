package io.mortise.manager.internal.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Speaks with the manager of one home. One request at a time; {@link #close} from any thread ends the one in work. */
public final class ControlClient implements AutoCloseable {
    private final LineChannel lines;
    private final AtomicLong ids = new AtomicLong();

    private ControlClient(LineChannel lines) {
        this.lines = lines;
    }

    /**
     * Connects to the manager of {@code home}.
     *
     * @return empty when none is alive there
     * @throws IOException when there is one that may not be spoken to
     */
    public static Optional<ControlClient> connect(Path home, LiveHomes homes) throws IOException {
        Optional<Path> socket = SocketPlace.find(home.resolve(".mortise"));
        if (socket.isEmpty()) {
            // A manager that keeps its state elsewhere leaves nothing in its home.
            socket = homes.alive().stream()
                    .filter(entry -> entry.home().equals(home))
                    .map(LiveHomes.Entry::socket)
                    .findFirst();
        }
        return socket.isEmpty() ? Optional.empty() : connect(socket.get());
    }

    private static Optional<ControlClient> connect(Path socket) throws IOException {
        if (PrivateDirectory.hasPosix(socket) && !PrivateDirectory.isMine(socket) && !isRoot()) {
            throw new IOException(socket + " belongs to another user");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (java.net.ConnectException e) {
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return Optional.of(new ControlClient(new LineChannel(channel, Wire.MAX_LINE_BYTES)));
    }

    private static boolean isRoot() throws IOException {
        return PrivateDirectory.me().getName().equals("root");
    }

    /**
     * Asks and waits for the answer.
     *
     * @param arguments a JSON object
     * @param events takes the JSON objects that come before the answer
     * @return a JSON object with the one key {@code result} or {@code error}
     * @throws IOException when the manager went away, or spoke what is no answer
     */
    public String ask(String verb, String arguments, Consumer<String> events) throws IOException {
        requireNonNull(events, "events");
        long id = ids.incrementAndGet();
        lines.write(Wire.request(id, verb, arguments));
        while (true) {
            byte[] line = lines.read().orElseThrow(() -> new IOException("the manager closed the connection"));
            Map<String, Object> answer = parse(line);
            // An answer to no request, id 0, is about the connection itself.
            if (answer.remove("id") instanceof Number of && of.longValue() != id && of.longValue() != 0) {
                continue;
            }
            if (!answer.containsKey("event")) {
                return Json.text(answer);
            }
            events.accept(Json.text(answer.get("event")));
        }
    }

    private static Map<String, Object> parse(byte[] line) throws IOException {
        try {
            return new LinkedHashMap<>(Json.object(new String(line, UTF_8)));
        } catch (BadJson e) {
            throw new IOException("the manager's answer " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

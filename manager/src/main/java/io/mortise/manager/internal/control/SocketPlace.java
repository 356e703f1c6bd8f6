package io.mortise.manager.internal.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Where the control socket of a state directory lies: in it, or where a short path leads when that would be too long. */
final class SocketPlace {
    /** What {@code sockaddr_un} holds on every system we know: 108 on Linux, 104 elsewhere, with the final zero. */
    private static final int LONGEST = isLinux() ? 107 : 103;

    private static final String SOCKET = "control.sock";
    private static final String POINTER = "control";

    private SocketPlace() {}

    /** Decides it and, where it lies elsewhere, leaves word of it in the state directory. */
    static Path choose(Path state, LiveHomes homes) throws IOException {
        Path near = state.resolve(SOCKET);
        Path pointer = state.resolve(POINTER);
        if (near.toString().getBytes(UTF_8).length <= LONGEST) {
            Files.deleteIfExists(pointer);
            return near;
        }
        Path far = homes.directory().resolve(fingerprint(state) + ".sock");
        Files.writeString(pointer, far + "\n", UTF_8);
        return far;
    }

    /** The socket of a state directory, if there is one; nobody need listen on it. */
    static Optional<Path> find(Path state) throws IOException {
        Path near = state.resolve(SOCKET);
        if (Files.exists(near)) {
            return Optional.of(near);
        }
        Path pointer = state.resolve(POINTER);
        if (!Files.isRegularFile(pointer)) {
            return Optional.empty();
        }
        Path far = Path.of(Files.readString(pointer, UTF_8).strip());
        return Files.exists(far) ? Optional.of(far) : Optional.empty();
    }

    /** 16 hexadecimal digits that are the path's own. */
    static String fingerprint(Path path) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }
}

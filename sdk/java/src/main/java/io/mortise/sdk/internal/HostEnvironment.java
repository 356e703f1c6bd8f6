package io.mortise.sdk.internal;

import static io.mortise.proto.wire.WireEnvironment.CLIENT_CERT;
import static io.mortise.proto.wire.WireEnvironment.MAX_PORT;
import static io.mortise.proto.wire.WireEnvironment.MIN_PORT;
import static io.mortise.proto.wire.WireEnvironment.MORTISE_HOST_PID;
import static io.mortise.proto.wire.WireEnvironment.MULTIPLEX_GRPC;
import static io.mortise.proto.wire.WireEnvironment.PROTOCOL_VERSIONS;
import static io.mortise.proto.wire.WireEnvironment.UNIX_SOCKET_DIR;
import static io.mortise.proto.wire.WireEnvironment.UNIX_SOCKET_GROUP;

import io.mortise.proto.MagicCookie;
import io.mortise.proto.wire.WireIdentity;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What the host said through environment variables. An empty variable counts as absent, as in go-plugin. */
public final class HostEnvironment {
    private final Map<String, String> variables;

    private HostEnvironment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Reads a process environment. */
    public static HostEnvironment of(Map<String, String> variables) {
        return new HostEnvironment(Map.copyOf(variables));
    }

    /** True when a host started this process, false when somebody typed its name. */
    boolean hasCookie() {
        return MagicCookie.VALUE.equals(variables.get(MagicCookie.KEY));
    }

    /**
     * The highest of our versions that the host offers; without a common one our lowest, so that the host can say
     * which two did not fit.
     */
    int chooseVersion(SortedSet<Integer> own) {
        var offered =
                Arrays.asList(variable(PROTOCOL_VERSIONS).orElse("").strip().split("\\s*,\\s*"));
        return own.stream()
                .sorted((a, b) -> Integer.compare(b, a))
                .filter(version -> offered.contains(String.valueOf(version)))
                .findFirst()
                .orElse(own.first());
    }

    /** The certificate to pin; its presence asks for TLS. @throws StartFailure if it cannot be read */
    Optional<X509Certificate> hostCertificate() {
        return variable(CLIENT_CERT).map(pem -> {
            try {
                return WireIdentity.parsePem(pem);
            } catch (CertificateException e) {
                throw new StartFailure(CLIENT_CERT + " holds no PEM certificate", e);
            }
        });
    }

    /** Field 7 of the handshake: {@code false}, and only for a host that asked. */
    Optional<Boolean> multiplexAnswer() {
        return variable(MULTIPLEX_GRPC).map(asked -> false);
    }

    /** Where every socket goes. Java does not read TMPDIR itself. */
    Path socketDirectory() {
        return Path.of(variable(UNIX_SOCKET_DIR)
                .or(() -> variable("TMPDIR"))
                .orElseGet(() -> System.getProperty("java.io.tmpdir")));
    }

    Optional<String> socketGroup() {
        return variable(UNIX_SOCKET_GROUP);
    }

    /** First TCP port to try, 0 when the host names none. @throws StartFailure if it is no number */
    int minPort() {
        return port(MIN_PORT);
    }

    int maxPort() {
        return port(MAX_PORT);
    }

    /** True when a Mortise host holds the other end of stdin, so that its end of file means the host is gone. */
    boolean watchesStdin() {
        return variable(MORTISE_HOST_PID).isPresent();
    }

    private int port(String name) {
        String text = variable(name).orElse("0");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new StartFailure(name + " is \"" + text + "\"; expected a port", e);
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}

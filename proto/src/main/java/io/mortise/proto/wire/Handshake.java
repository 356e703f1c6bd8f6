package io.mortise.proto.wire;

import static java.util.Objects.requireNonNull;

import io.mortise.proto.wire.HandshakeException.Problem;
import java.util.Base64;
import java.util.Optional;

/**
 * The one line a plugin prints on stdout when its server runs:
 * {@code CORE|APP|NETWORK|ADDRESS|PROTOCOL|CERTIFICATE[|MULTIPLEX]}.
 *
 * @param appVersion the application protocol the plugin chose
 * @param protocol {@code grpc} or {@code netrpc}; a line without the field means {@code netrpc}
 * @param certificate DER of the plugin's certificate, handed over, not copied; empty when it was not asked for
 * @param multiplex field 7; empty when it is not there
 */
public record Handshake(
        int appVersion, Endpoint endpoint, String protocol, Optional<byte[]> certificate, Optional<Boolean> multiplex) {
    /** Field 1 of every go-plugin program. */
    public static final int CORE_VERSION = 1;

    public static final String GRPC = "grpc";
    public static final String NETRPC = "netrpc";

    /** go-plugin's hosts take a field 6 of at most this many characters for none. */
    private static final int SHORTEST_CERTIFICATE = 50;

    public Handshake {
        requireNonNull(endpoint, "endpoint");
        requireNonNull(protocol, "protocol");
        requireNonNull(certificate, "certificate");
        requireNonNull(multiplex, "multiplex");
    }

    /** The line without its newline; field 7 only if it is present, since old hosts glue it to the certificate. */
    public String format() {
        String encoded = certificate
                .map(der -> Base64.getEncoder().withoutPadding().encodeToString(der))
                .orElse("");
        String line = CORE_VERSION + "|" + appVersion + "|" + endpoint.network() + "|" + endpoint.address() + "|"
                + protocol + "|" + encoded;
        return multiplex.map(value -> line + "|" + value).orElse(line);
    }

    /**
     * Reads a line as go-plugin's host does: surrounding blanks off, empty fields kept, more fields ignored.
     *
     * @throws HandshakeException saying which field is wrong
     */
    public static Handshake parse(String line) {
        String[] fields = line.strip().split("\\|", -1);
        if (fields.length < 4) {
            throw new HandshakeException(Problem.FORMAT, fields.length + " fields; expected at least 4");
        }
        int core = number(fields[0], "field 1 (core version)");
        if (core != CORE_VERSION) {
            throw new HandshakeException(Problem.CORE_VERSION, "core version " + core + "; expected " + CORE_VERSION);
        }
        return new Handshake(
                number(fields[1], "field 2 (application version)"),
                endpoint(fields[2], fields[3]),
                fields.length > 4 && !fields[4].isEmpty() ? fields[4] : NETRPC,
                fields.length > 5 ? certificate(fields[5]) : Optional.empty(),
                fields.length > 6 ? Optional.of(truth(fields[6])) : Optional.empty());
    }

    private static int number(String field, String which) {
        try {
            return Integer.parseInt(field);
        } catch (NumberFormatException e) {
            throw new HandshakeException(Problem.FORMAT, which + " is not a number", e);
        }
    }

    private static Endpoint endpoint(String network, String address) {
        try {
            return new Endpoint(network, address);
        } catch (IllegalArgumentException e) {
            throw new HandshakeException(Problem.ADDRESS, String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<byte[]> certificate(String field) {
        if (field.length() <= SHORTEST_CERTIFICATE) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(field));
        } catch (IllegalArgumentException e) {
            throw new HandshakeException(Problem.CERTIFICATE, "field 6 (certificate) is not base64", e);
        }
    }

    /** The forms of Go's ParseBool. */
    private static boolean truth(String field) {
        return switch (field) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new HandshakeException(Problem.FORMAT, "field 7 (multiplex) is neither true nor false");
        };
    }
}

package io.mortise.proto.wire;

/** The environment variables with which a host starts a plugin. */
public final class WireEnvironment {
    /** Every variable of go-plugin begins so; a host removes all it inherited before it sets its own. */
    public static final String PREFIX = "PLUGIN_";

    /** Comma-separated application versions, in any order; absent for very old hosts. */
    public static final String PROTOCOL_VERSIONS = "PLUGIN_PROTOCOL_VERSIONS";

    /** First and last TCP port for plugins without Unix sockets. */
    public static final String MIN_PORT = "PLUGIN_MIN_PORT";

    public static final String MAX_PORT = "PLUGIN_MAX_PORT";

    /** PEM of the host's certificate; its presence asks for AutoMTLS. */
    public static final String CLIENT_CERT = "PLUGIN_CLIENT_CERT";

    /** Not empty when the host wants one multiplexed connection; we answer {@code false} in field 7. */
    public static final String MULTIPLEX_GRPC = "PLUGIN_MULTIPLEX_GRPC";

    /** The directory for every socket the plugin makes. */
    public static final String UNIX_SOCKET_DIR = "PLUGIN_UNIX_SOCKET_DIR";

    /** Group name or id that shall own each socket, mode 0660. */
    public static final String UNIX_SOCKET_GROUP = "PLUGIN_UNIX_SOCKET_GROUP";

    /**
     * Ours: the pid of the Mortise host, decimal. It says that stdin is a pipe whose end means the host is gone, which
     * no other host promises.
     */
    public static final String MORTISE_HOST_PID = "MORTISE_HOST_PID";

    private WireEnvironment() {}
}

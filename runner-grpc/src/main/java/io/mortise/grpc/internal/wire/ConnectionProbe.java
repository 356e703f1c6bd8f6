package io.mortise.grpc.internal.wire;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.mortise.api.Deadline;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.StartProblem;
import io.mortise.grpc.internal.process.ExitName;
import io.mortise.grpc.internal.process.NotStarted;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The first call of a new connection, to go-plugin's health service: dialling is lazy, so only a call shows whether both
 * ends speak TLS, and to whom.
 */
final class ConnectionProbe {
    private static final Duration EXIT_PATIENCE = Duration.ofMillis(300);

    private final Channel channel;
    private final PluginChild child;

    ConnectionProbe(Channel channel, PluginChild child) {
        this.channel = channel;
        this.child = child;
    }

    /** @throws NotStarted TLS_REFUSED, TIMEOUT, EXITED_EARLY, TRANSPORT */
    void await(Deadline deadline) {
        var request = HealthCheckRequest.newBuilder().setService("plugin").build();
        try {
            HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
                    .check(request);
        } catch (StatusRuntimeException e) {
            judge(e.getStatus(), deadline);
        }
    }

    private void judge(Status status, Deadline deadline) {
        switch (status.getCode()) {
            case UNIMPLEMENTED, NOT_FOUND -> {
                return; // it answered: the connection stands, and the health of mortise.v1 is asked elsewhere
            }
            case DEADLINE_EXCEEDED ->
                throw NotStarted.of(
                        StartProblem.TIMEOUT,
                        "an answer of its health service within " + CallErrors.duration(deadline.limit()),
                        "none",
                        "raise limits.start_timeout, or see in its last lines what it waits for");
            default -> throw refused(status);
        }
    }

    private NotStarted refused(Status status) {
        String cause = causes(status.getCause());
        if (cause.contains("NotSslRecord") || cause.contains("not an SSL/TLS record")) {
            return tls("TLS, as its certificate in field 6 promised", "plaintext", status);
        }
        if (isTls(status.getCause())) {
            return tls("the certificate of its handshake", cause, status);
        }
        Optional<ExitName> exit = exitSoon();
        if (exit.isPresent()) {
            return HandshakeWait.afterExit(exit.get(), child.output().lastLines());
        }
        return withCause(
                NotStarted.of(
                        StartProblem.TRANSPORT,
                        "gRPC on the address of its handshake",
                        status.getCode() + " " + ForeignText.quote(String.valueOf(status.getDescription())) + cause,
                        "check that the program serves gRPC there"),
                status);
    }

    private Optional<ExitName> exitSoon() {
        child.whyGone(EXIT_PATIENCE);
        return child.exit();
    }

    private static NotStarted tls(String expected, String actual, Status status) {
        return withCause(
                NotStarted.of(
                        StartProblem.TLS_REFUSED,
                        expected,
                        actual,
                        "update its go-plugin library: a server built without the library's options drops TLS"),
                status);
    }

    private static NotStarted withCause(NotStarted refused, Status status) {
        return status.getCause() == null ? refused : refused.causedBy(status.getCause());
    }

    private static boolean isTls(@Nullable Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SSLException || t instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static String causes(@Nullable Throwable thrown) {
        var text = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            text.append(text.length() == 0 ? "" : ": ")
                    .append(t.getClass().getSimpleName())
                    .append(' ')
                    .append(ForeignText.clean(String.valueOf(t.getMessage()), 100));
        }
        return text.toString();
    }
}

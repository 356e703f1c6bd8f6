package io.mortise.host.http;

import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLException;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** The client of one session: sends one hop to the addresses that were checked for it. Any thread. */
final class Exchange implements AutoCloseable {
    static final int MAX_HEADERS = 200;
    static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE");

    private final OkHttpClient client;
    private final Optional<Proxy> proxy;
    private final long maxBodyBytes;

    Exchange(Optional<Proxy> proxy, long maxBodyBytes) {
        this.proxy = proxy;
        this.maxBodyBytes = maxBodyBytes;
        OkHttpClient plain = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(5, 1, TimeUnit.MINUTES))
                .dispatcher(new Dispatcher())
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .proxyAuthenticator(Authenticator.NONE)
                .proxy(java.net.Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .connectTimeout(CONNECT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
        // Any verifier but the client's own instance keeps it from sharing a connection between two hosts.
        HostnameVerifier verifier = plain.hostnameVerifier();
        this.client = plain.newBuilder()
                .hostnameVerifier((host, session) -> verifier.verify(host, session))
                .build();
    }

    /** What came back; the body of a redirect is left unread. */
    record Reply(int status, Headers headers, byte[] body) {
        Optional<String> location() {
            return Redirect.isRedirect(status) ? Optional.ofNullable(headers.get("Location")) : Optional.empty();
        }
    }

    /** @throws HostFailure UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, CANCELLED */
    Reply send(Hop hop, Guard.Passage passage, Deadline deadline, Cancellation cancellation) {
        Call call = client.newBuilder()
                .dns(new CheckedDns(passage.addresses()))
                .socketFactory(new CheckedSockets(passage.addresses(), proxy))
                .callTimeout(Math.max(1, deadline.remaining().toMillis()), TimeUnit.MILLISECONDS)
                .retryOnConnectionFailure(IDEMPOTENT.contains(hop.method()))
                .build()
                .newCall(request(hop, passage));
        Cancellation.Registration registration = cancellation.onCancel(call::cancel);
        try (Response response = call.execute()) {
            return read(hop, response);
        } catch (IOException e) {
            throw failed(hop, e, deadline, cancellation);
        } finally {
            registration.close();
        }
    }

    /** Ends what is being sent and closes every connection. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }

    private static Request request(Hop hop, Guard.Passage passage) {
        Headers.Builder headers = hop.headers().newBuilder();
        if (headers.get("user-agent") == null) {
            headers.set("user-agent", "mortise");
        }
        passage.bearer().ifPresent(token -> headers.set("authorization", "Bearer " + token));
        boolean hasBody = hop.body().length > 0 || !BODILESS.contains(hop.method());
        return new Request.Builder()
                .url(hop.url())
                .headers(headers.build())
                .method(hop.method(), hasBody ? RequestBody.create(hop.body()) : null)
                .build();
    }

    private Reply read(Hop hop, Response response) throws IOException {
        Headers headers = response.headers();
        long headerBytes = headers.byteCount();
        if (headers.size() > MAX_HEADERS || headerBytes > MAX_HEADER_BYTES) {
            throw over(
                    hop,
                    headers.size() + " headers of " + headerBytes + " bytes",
                    MAX_HEADERS + " of " + MAX_HEADER_BYTES + " bytes");
        }
        Reply reply = new Reply(response.code(), headers, new byte[0]);
        if (reply.location().isPresent()) {
            return reply;
        }
        // Counted after decompression; one byte more than allowed is read, and no further.
        BufferedSource body = response.body().source();
        if (body.request(maxBodyBytes + 1)) {
            throw over(hop, "more body", maxBodyBytes + " bytes (http.max_body)");
        }
        return new Reply(reply.status, headers, body.readByteArray());
    }

    private static HostFailure over(Hop hop, String actual, String allowed) {
        return new HostFailure(
                StatusCode.RESOURCE_EXHAUSTED,
                hop.shown() + ": the answer has " + actual + ", at most " + allowed + " are allowed");
    }

    /** The one place where the client's exceptions become ours. Its texts hold addresses: only their kind is told. */
    private static HostFailure failed(Hop hop, IOException e, Deadline deadline, Cancellation cancellation) {
        if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
            return new HostFailure(StatusCode.CANCELLED, hop.shown() + ": cancelled");
        }
        boolean isTimeout = e instanceof InterruptedIOException && "timeout".equals(e.getMessage());
        if (deadline.hasPassed() || isTimeout) {
            return new HostFailure(
                    StatusCode.DEADLINE_EXCEEDED,
                    hop.shown() + ": not finished within " + deadline.limit().toMillis() + " ms");
        }
        return new HostFailure(StatusCode.UNAVAILABLE, hop.shown() + ": " + kind(e));
    }

    private static String kind(IOException e) {
        if (e instanceof SSLException) {
            return "no trusted TLS connection";
        }
        if (e instanceof ConnectException || e instanceof SocketTimeoutException) {
            return "no connection";
        }
        return "the connection broke (" + e.getClass().getSimpleName() + ')';
    }
}

package io.mortise.host.http;

import static java.util.Objects.requireNonNull;

import io.mortise.api.host.HttpService;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends requests through OkHttp, every hop through the guard. Any thread. */
public final class OkHttpService implements HttpService {
    private final Resolution resolution;
    private final OwnAddresses own;
    private final Set<HttpSession> sessions = ConcurrentHashMap.newKeySet();

    private OkHttpService(Resolver resolver, OwnAddresses own) {
        this.resolution = new Resolution(resolver);
        this.own = own;
    }

    /** With the system's name resolution. */
    public static OkHttpService open() {
        return open(name -> List.of(InetAddress.getAllByName(name)), OwnAddresses.ofInterfaces());
    }

    static OkHttpService open(Resolver resolver, OwnAddresses own) {
        return new OkHttpService(resolver, own);
    }

    /** @throws IllegalArgumentException when the rules' proxy is not {@code http://host:port} */
    @Override
    public Session open(Rules rules) {
        HttpSession session =
                HttpSession.open(requireNonNull(rules, "rules"), resolution.open(), own, sessions::remove);
        sessions.add(session);
        return session;
    }

    @Override
    public void close() {
        sessions.forEach(HttpSession::close);
        resolution.close();
    }
}

package io.mortise.host.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.HttpService.Rules;
import io.mortise.api.host.HttpService.Session;
import io.mortise.api.manifest.Permission;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Calls, grants and name servers for tests. */
final class Requests {
    static final Subject WEATHER = new Subject(PluginId.of("weather"), "1.4.0", 3);
    static final long MAX_BODY = 1_000;

    private Requests() {}

    static Rules rules(Permission.Http... granted) {
        return rules(() -> List.of(granted));
    }

    static Rules rules(Supplier<List<Permission.Http>> granted) {
        return new Rules(WEATHER, granted, Map.of(), Optional.empty(), MAX_BODY, name -> Optional.empty());
    }

    static Permission.Http host(String host, Integer... ports) {
        return new Permission.Http(host, Set.of(), Set.of(ports), Optional.empty(), Set.of());
    }

    static Permission.Http leading(String host, String network, Integer... ports) {
        return new Permission.Http(host, Set.of(), Set.of(ports), Optional.empty(), Set.of(network));
    }

    static HostCall call() {
        return call(Deadline.after(Duration.ofSeconds(10)), Cancellation.NONE);
    }

    static HostCall call(Deadline deadline, Cancellation cancellation) {
        return new HostCall(
                WEATHER,
                "weather-000000000000",
                new CallId(1),
                Caller.APPLICATION,
                CallChain.EMPTY,
                deadline,
                cancellation,
                Optional.empty());
    }

    static HttpAsk ask(String method, String url, Map<String, List<String>> headers, String body) {
        return new HttpAsk(
                method, url, headers, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), Optional.empty());
    }

    static HostFailure refused(Session session, HttpAsk ask) {
        return catchThrowableOfType(HostFailure.class, () -> session.send(call(), ask));
    }

    /** Names and their addresses, as a name server would answer. */
    static Resolver names(Map<String, String> addresses) {
        return name -> {
            if (!addresses.containsKey(name)) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getByName(addresses.get(name)));
        };
    }

    static Resolver noNames() {
        return names(Map.of());
    }
}

package io.mortise.examples.links;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Code;
import io.mortise.sdk.Host;
import io.mortise.sdk.HostException;
import io.mortise.sdk.Http;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks for links and remembers what came of it. */
final class Visits {
    private static final String PREFIX = "seen:";
    private static final int LONGEST_KEY = 512;

    private final Host host;
    private final LinkChecker.Settings settings;

    Visits(Host host, LinkChecker.Settings settings) {
        this.host = host;
        this.settings = settings;
    }

    /** What is known of a link; {@code why} is empty when it is well. */
    record Found(String why, boolean remembered) {}

    String read(String page) {
        Http.Response response = host.http().send(request("GET", page));
        if (response.status() >= 400) {
            throw new CallRejected(Code.NOT_FOUND, page + " answered " + response.status());
        }
        return response.text();
    }

    Found visit(String link) {
        Optional<String> before = key(link).flatMap(key -> host.kv().get(key)).map(bytes -> new String(bytes, UTF_8));
        if (before.isPresent()) {
            return new Found(before.get(), true);
        }
        String why = ask(link);
        if (settings.remember_minutes() > 0) {
            Duration ttl = Duration.ofMinutes(settings.remember_minutes());
            key(link).ifPresent(key -> host.kv().set(key, why.getBytes(UTF_8), ttl));
        }
        return new Found(why, false);
    }

    private String ask(String link) {
        try {
            Http.Response head = host.http().send(request("HEAD", link));
            // Some servers know no HEAD.
            int status = head.status() == 405 || head.status() == 501
                    ? host.http().send(request("GET", link)).status()
                    : head.status();
            return status >= 400 ? "answered " + status : "";
        } catch (HostException e) {
            if (e.code() == Code.DEADLINE_EXCEEDED || e.code() == Code.CANCELLED) {
                throw e;
            }
            return e.getMessage();
        }
    }

    private Http.Request request(String method, String url) {
        return Http.Request.of(method, url).withHeader("user-agent", settings.user_agent());
    }

    /** Absent for a link too long to be remembered. */
    private static Optional<String> key(String link) {
        String key = PREFIX + link;
        return key.getBytes(UTF_8).length <= LONGEST_KEY ? Optional.of(key) : Optional.empty();
    }

    static LinkChecker.Forgotten forget(Host host) {
        int count = 0;
        List<String> page = host.kv().list(PREFIX, "", 500);
        while (!page.isEmpty()) {
            page.forEach(host.kv()::delete);
            count += page.size();
            page = host.kv().list(PREFIX, page.get(page.size() - 1), 500);
        }
        return new LinkChecker.Forgotten(count);
    }
}

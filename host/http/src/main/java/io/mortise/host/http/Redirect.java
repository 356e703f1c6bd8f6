package io.mortise.host.http;

import io.mortise.api.host.HostFailure;
import io.mortise.api.manifest.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** The hop that an answer leads to (RFC 9110 15.4). */
final class Redirect {
    private static final int MAX = 5;
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    /** Describe the body; gone with it. */
    private static final Set<String> OF_BODY =
            Set.of("content-type", "content-encoding", "content-language", "content-location", "digest", "content-md5");
    /**
     * What follows to another origin. Everything else may be a credential: besides authorization and cookie there are
     * as many names for keys as there are services.
     */
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "content-encoding",
            "content-language",
            "content-type",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "range",
            "user-agent");

    private Redirect() {}

    /** True when an answer with this status leads elsewhere, if it says where. */
    static boolean isRedirect(int status) {
        return STATUSES.contains(status);
    }

    /** @throws HostFailure PERMISSION_DENIED when it leads where no hop may go */
    static Hop next(Hop hop, int status, String location, String plugin, List<Permission.Http> granted) {
        Refusal refusal = new Refusal(hop, plugin, granted);
        if (hop.number() > MAX) {
            throw refusal.because("redirects once more, after " + MAX + " redirects");
        }
        HttpUrl target = hop.url().resolve(location);
        if (target == null) {
            throw refusal.because("redirects to what is no http or https URL");
        }
        String problem = Hop.problemOf(target);
        if (!problem.isEmpty()) {
            throw refusal.because("redirects to a URL that is refused: " + problem);
        }
        if (hop.url().isHttps() && !target.isHttps()) {
            throw refusal.because("redirects from https to http");
        }
        return following(hop, status, Hop.plain(target));
    }

    private static Hop following(Hop hop, int status, HttpUrl url) {
        boolean dropsBody = (status == 303 && !hop.method().equals("HEAD"))
                || (status <= 302 && hop.method().equals("POST"));
        boolean isSameOrigin = url.scheme().equals(hop.url().scheme())
                && url.host().equals(hop.url().host())
                && url.port() == hop.url().port();
        Headers.Builder headers = hop.headers().newBuilder();
        for (String name : hop.headers().names()) {
            if ((!isSameOrigin && !HARMLESS.contains(name)) || (dropsBody && OF_BODY.contains(name))) {
                headers.removeAll(name);
            }
        }
        return new Hop(
                hop.number() + 1,
                dropsBody ? "GET" : hop.method(),
                url,
                headers.build(),
                dropsBody ? new byte[0] : hop.body(),
                Optional.of(hop.host()));
    }
}

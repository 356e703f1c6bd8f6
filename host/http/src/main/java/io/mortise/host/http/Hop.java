package io.mortise.host.http;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.StatusCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * One request of an ask: the first, or one that a redirect led to.
 *
 * @param number from 1
 * @param url without user info, fragment and trailing dot of the host
 * @param body handed over, never changed
 * @param from the host that redirected here
 */
record Hop(int number, String method, HttpUrl url, Headers headers, byte[] body, Optional<String> from) {
    private static final int MAX_URL = 8_192;
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,31}");
    /** They speak to proxies and diagnose them. */
    private static final Set<String> FORBIDDEN_METHODS = Set.of("CONNECT", "TRACE", "TRACK");
    /** What a host name, an address, and nothing else is made of; safe to print in a command. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]{1,253}|[0-9a-f:.]+");

    /** @throws HostFailure INVALID_ARGUMENT, RESOURCE_EXHAUSTED */
    static Hop first(HttpAsk ask, long maxBodyBytes) {
        String method = ask.method().toUpperCase(Locale.ROOT);
        if (!METHOD.matcher(method).matches() || FORBIDDEN_METHODS.contains(method)) {
            throw invalid("this method is not one that a plugin may use");
        }
        if (ask.body().length > maxBodyBytes) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the request body has " + ask.body().length + " bytes, at most " + maxBodyBytes
                            + " are allowed; http.max_body");
        }
        if (ask.body().length > 0 && (method.equals("GET") || method.equals("HEAD"))) {
            throw invalid("a " + method + " request has no body");
        }
        HttpUrl url = ask.url().length() > MAX_URL ? null : HttpUrl.parse(ask.url());
        if (url == null) {
            throw invalid("the URL is no http or https URL of at most " + MAX_URL + " characters");
        }
        String problem = problemOf(url);
        if (!problem.isEmpty()) {
            throw invalid(show(method, url) + " (hop 1): " + problem);
        }
        return new Hop(1, method, plain(url), RequestHeaders.read(ask.headers()), ask.body(), Optional.empty());
    }

    /** What no grant could allow; empty when there is nothing. */
    static String problemOf(HttpUrl url) {
        if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty()) {
            return "user info in a URL hides its host; send an authorization header";
        }
        String host = plainHost(url);
        if (!HOST.matcher(host).matches()) {
            return "the host has characters that no host name has";
        }
        if (Literal.isAmbiguous(host)) {
            return "the host is a number but no plain IPv4 address such as 192.0.2.1";
        }
        return url.toString().length() > MAX_URL ? "the URL has more than " + MAX_URL + " characters" : "";
    }

    /** Without what is not sent or would make one host look like two. */
    static HttpUrl plain(HttpUrl url) {
        return url.newBuilder().host(plainHost(url)).fragment(null).build();
    }

    String host() {
        return url.host();
    }

    /** As {@code http=} takes it on the command line: with a port only where the scheme does not say it. */
    String authority() {
        boolean isUsual = url.port() == (url.isHttps() ? 443 : 80);
        if (isUsual) {
            return host();
        }
        return (host().indexOf(':') >= 0 ? '[' + host() + ']' : host()) + ':' + url.port();
    }

    /** {@code GET http://10.0.0.5/ (hop 2, from api.weather.example)}; no query, it may hold secrets. */
    String shown() {
        return show(method, url) + " (hop " + number
                + from.map(host -> ", from " + host).orElse("") + ')';
    }

    private static String show(String method, HttpUrl url) {
        String path = url.encodedPath();
        String start = url.newBuilder()
                .username("")
                .password("")
                .encodedPath("/")
                .query(null)
                .fragment(null)
                .build()
                .toString();
        return method + ' ' + start + (path.length() > 101 ? path.substring(1, 101) + '…' : path.substring(1));
    }

    private static String plainHost(HttpUrl url) {
        String host = url.host();
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static HostFailure invalid(String message) {
        return new HostFailure(StatusCode.INVALID_ARGUMENT, message);
    }
}

package io.mortise.host.http;

import io.mortise.api.error.ForeignText;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** The headers a guest may set. */
final class RequestHeaders {
    static final int MAX_COUNT = 100;
    static final int MAX_BYTES = 32 * 1024;

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]{1,256}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /** Framing and routing belong to the client (RFC 9110 7.6.1); an override would turn a granted method into another. */
    private static final Set<String> FORBIDDEN = Set.of(
            "host",
            "content-length",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "http2-settings",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");

    private RequestHeaders() {}

    /** @throws HostFailure INVALID_ARGUMENT, RESOURCE_EXHAUSTED */
    static Headers read(Map<String, List<String>> asked) {
        Headers.Builder headers = new Headers.Builder();
        int count = 0;
        int bytes = 0;
        for (Map.Entry<String, List<String>> each : new TreeMap<>(asked).entrySet()) {
            String name = each.getKey().toLowerCase(Locale.ROOT);
            requireAllowed(name);
            for (String value : each.getValue()) {
                requirePlain(name, value);
                count++;
                bytes += name.length() + value.length();
                if (isSent(name, value)) {
                    headers.add(name, value);
                }
            }
        }
        if (count > MAX_COUNT || bytes > MAX_BYTES) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the request has " + count + " headers of " + bytes + " bytes, at most " + MAX_COUNT + " of "
                            + MAX_BYTES + " bytes are allowed");
        }
        return headers.build();
    }

    /** Compression is negotiated here, so that a guest always gets plain bytes; it may only refuse it. */
    private static boolean isSent(String name, String value) {
        return !name.equals("accept-encoding") || value.equalsIgnoreCase("identity");
    }

    private static void requireAllowed(String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid("header " + ForeignText.quote(name) + " has no valid name");
        }
        if (FORBIDDEN.contains(name) || name.startsWith("proxy-")) {
            throw invalid("header " + name + " is the host's to set, a plugin may not");
        }
    }

    private static void requirePlain(String name, String value) {
        if (!VALUE.matcher(value).matches()) {
            throw invalid("header " + name + " holds line breaks, control or non-ASCII characters");
        }
    }

    private static HostFailure invalid(String message) {
        return new HostFailure(StatusCode.INVALID_ARGUMENT, message);
    }
}

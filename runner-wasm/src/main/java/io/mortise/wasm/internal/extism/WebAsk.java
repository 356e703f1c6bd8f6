package io.mortise.wasm.internal.extism;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.JsonReader;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.abi.Ranges;
import io.mortise.wasm.internal.run.Unwind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Requests of one instance, and what its last one was answered with. A guest that may not ask is ended. */
final class WebAsk {
    private final OpenCall open;
    private final Kernel kernel;
    private final ExtismSettings settings;
    private int status;
    private Map<String, List<String>> headers = Map.of();

    WebAsk(OpenCall open, Kernel kernel, ExtismSettings settings) {
        this.open = open;
        this.kernel = kernel;
        this.settings = settings;
    }

    void forget() {
        status = 0;
        headers = Map.of();
    }

    /** The handle of the response's body; 0 when it is empty. */
    long request(long askHandle, long bodyHandle) {
        forget();
        open.link().door().prove();
        refuseLarge(askHandle);
        refuseLarge(bodyHandle);
        String text = new String(kernel.take(askHandle), UTF_8);
        byte[] body = kernel.take(bodyHandle);
        return send(ask(text, body));
    }

    /** Before it is copied, since the arena may be large. */
    private void refuseLarge(long handle) {
        long max = Ranges.most(open);
        if (kernel.length(handle) > max) {
            throw bad("it is given %d bytes at once, allowed are %d".formatted(kernel.length(handle), max));
        }
    }

    private long send(HttpAsk ask) {
        try {
            return open.toHost("http_request", () -> {
                if (!settings.allows(host(ask.url()))) {
                    throw new HostFailure(
                            StatusCode.PERMISSION_DENIED,
                            "allowed_hosts of its Extism manifest does not name the host");
                }
                return taken(open.host().http().send(open.context(), ask));
            });
        } catch (HostFailure e) {
            throw ended(ask, e);
        }
    }

    private long taken(HttpAnswer answer) {
        if (answer.body().length > settings.maxHttpBytes()) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the response has %d bytes, max_http_response_bytes is %d"
                            .formatted(answer.body().length, settings.maxHttpBytes()));
        }
        long handle = kernel.arena.store(answer.body());
        if (handle == 0 && answer.body().length > 0) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the response of %d bytes does not fit into limits.memory".formatted(answer.body().length));
        }
        status = answer.status();
        headers = answer.headers();
        return handle;
    }

    private Unwind ended(HttpAsk ask, HostFailure e) {
        if (e.code() != StatusCode.PERMISSION_DENIED) {
            return new Unwind.Fault("http", "HTTP request to '%s': %s".formatted(ask.url(), e.text()));
        }
        String url = ForeignText.clean(ask.url(), 120);
        return new Unwind.Refused(PluginException.of(
                Failure.GRANT_MISSING,
                open.link().subject(),
                "\"%s\": HTTP request to '%s' is not allowed: %s"
                        .formatted(open.call().function(), url, e.text()),
                e.detail()));
    }

    int status() {
        return status;
    }

    /** Lower-case names to values, several joined by a comma. */
    long headers() {
        if (headers.isEmpty()) {
            return 0;
        }
        Map<String, Json> members = new LinkedHashMap<>();
        headers.forEach((name, values) -> members.put(name, new Json.Text(String.join(",", values))));
        return kernel.arena.store(new Json.Obj(members).bytes());
    }

    private static String host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static HttpAsk ask(String text, byte[] body) {
        Json.Obj object = object(text);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        object.get("headers").ifPresent(value -> {
            if (!(value instanceof Json.Obj members)) {
                throw bad("\"headers\" is no object");
            }
            members.members()
                    .forEach((name, each) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(word(name, each))));
        });
        String url = object.get("url").map(value -> word("url", value)).orElseThrow(() -> bad("\"url\" is missing"));
        String method = object.get("method").map(value -> word("method", value)).orElse("GET");
        return new HttpAsk(
                method.isEmpty() ? "GET" : method.toUpperCase(Locale.ROOT), url, headers, body, Optional.empty());
    }

    private static Json.Obj object(String text) {
        try {
            if (Json.parse(text) instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonReader.NotJson e) {
            throw bad(String.valueOf(e.getMessage()));
        }
        throw bad("it is no object");
    }

    private static String word(String name, Json value) {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw bad('"' + name + "\" is no text");
    }

    private static Unwind.Fault bad(String what) {
        return new Unwind.Fault("http", "http_request wants a JSON object {url, method, headers}: " + what);
    }
}

package io.mortise.wasm.internal.abi;

import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Permission http: the answer's head comes at once, its body when the guest asks for it. */
final class HttpImports {
    /** Of a body, both ways. */
    static final long MAX_BODY = 8L << 20;

    private static final Set<String> MEMBERS = Set.of("method", "url", "headers", "timeout_ms");

    private HttpImports() {}

    static long request(Exchange x, long[] a) {
        Ask ask = Ask.parse("http_request", Ranges.text(x, "http_request", a, 0), MEMBERS);
        byte[] body = Ranges.bytes(x, "http_request", a, 2);
        HttpAnswer answer = x.host()
                .http()
                .send(
                        x.context(),
                        new HttpAsk(
                                ask.text("method"),
                                ask.text("url"),
                                ask.headers("headers"),
                                body,
                                ask.millis("timeout_ms")));
        x.keepHttpBody(answer.body());
        return x.mailbox.deliver(head(answer));
    }

    static long body(Exchange x, long[] a) {
        return x.takeHttpBody();
    }

    private static String head(HttpAnswer answer) {
        StringBuilder out =
                new StringBuilder("{\"status\":").append(answer.status()).append(",\"headers\":{");
        boolean isFirst = true;
        for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
            out.append(isFirst ? "" : ",");
            Json.quote(out, header.getKey());
            out.append(':')
                    .append(new Json.Arr(header.getValue().stream()
                                    .<Json>map(Json.Text::new)
                                    .toList())
                            .write());
            isFirst = false;
        }
        return out.append("},\"body_length\":")
                .append(answer.body().length)
                .append('}')
                .toString();
    }
}

package io.mortise.sdk;

import static io.mortise.sdk.HostScope.bytes;
import static io.mortise.sdk.HostScope.millis;

import io.mortise.proto.v1.Header;
import io.mortise.proto.v1.HttpReply;
import io.mortise.proto.v1.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The host's guarded HTTP client. */
record BrokeredHttp(HostScope scope) implements Http {
    @Override
    public Response send(Request request) {
        HttpRequest.Builder message = HttpRequest.newBuilder()
                .setMethod(request.method())
                .setUrl(request.url())
                .setBody(bytes(request.body()))
                .setTimeoutMs(millis(request.timeout().orElse(Duration.ZERO)));
        request.headers()
                .forEach((name, values) -> message.addHeaders(Header.newBuilder()
                        .setName(name.toLowerCase(Locale.ROOT))
                        .addAllValues(values)));
        HttpReply reply = scope.ask(host -> host.http(message.build()));
        return new Response(reply.getStatus(), headers(reply), reply.getBody().toByteArray());
    }

    private static Map<String, List<String>> headers(HttpReply reply) {
        Map<String, List<String>> headers = new TreeMap<>();
        reply.getHeadersList().forEach(header -> headers.put(header.getName(), List.copyOf(header.getValuesList())));
        return Map.copyOf(headers);
    }
}

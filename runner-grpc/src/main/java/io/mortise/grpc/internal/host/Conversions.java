package io.mortise.grpc.internal.host;

import com.google.protobuf.UnsafeByteOperations;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.host.JobService;
import io.mortise.api.host.StatusCode;
import io.mortise.proto.v1.EmitReply;
import io.mortise.proto.v1.EmitRequest;
import io.mortise.proto.v1.EnqueueReply;
import io.mortise.proto.v1.EnqueueRequest;
import io.mortise.proto.v1.Header;
import io.mortise.proto.v1.HttpReply;
import io.mortise.proto.v1.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Messages of the Host service that are more than one field, to values and back. */
final class Conversions {
    HttpAsk http(HttpRequest ask) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : ask.getHeadersList()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .addAll(header.getValuesList());
        }
        return new HttpAsk(
                ask.getMethod(), ask.getUrl(), headers, ask.getBody().toByteArray(), timeout(ask.getTimeoutMs()));
    }

    HttpReply http(HttpAnswer answer) {
        HttpReply.Builder reply = HttpReply.newBuilder()
                .setStatus(answer.status())
                .setBody(UnsafeByteOperations.unsafeWrap(answer.body()));
        answer.headers()
                .forEach((name, values) -> reply.addHeaders(
                        Header.newBuilder().setName(name).addAllValues(values).build()));
        return reply.build();
    }

    EventService.Ask event(EmitRequest ask) {
        return new EventService.Ask(
                ask.getType(), ask.getSubject(), ask.getDataJson().toStringUtf8(), ask.getIdempotencyKey());
    }

    EmitReply emitted(String id) {
        return EmitReply.newBuilder().setId(id).build();
    }

    JobService.Ask job(EnqueueRequest ask) {
        return new JobService.Ask(
                ask.getJob(), ask.getPayload().toByteArray(), runAt(ask.getRunAt()), ask.getIdempotencyKey());
    }

    EnqueueReply queued(String id) {
        return EnqueueReply.newBuilder().setId(id).build();
    }

    /** Zero = what is left of the call; unsigned on the wire. */
    Optional<Duration> timeout(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis < 0 ? Long.MAX_VALUE : millis));
    }

    private static Optional<Instant> runAt(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new HostFailure(
                    StatusCode.INVALID_ARGUMENT,
                    "run_at \"" + text + "\" is no RFC 3339 time such as 2026-01-31T08:00:00Z");
        }
    }
}

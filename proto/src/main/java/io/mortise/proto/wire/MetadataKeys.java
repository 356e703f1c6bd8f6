package io.mortise.proto.wire;

import io.grpc.Metadata;
import io.grpc.protobuf.ProtoUtils;
import io.mortise.proto.v1.CallerDocument;
import io.mortise.proto.v1.ErrorDetail;

/** The metadata of {@code mortise.v1}. */
public final class MetadataKeys {
    /** The call's id, hexadecimal; a callback repeats it as it came, background work leaves it out. */
    public static final Metadata.Key<String> CALL = text("mortise-call");

    /** Who asked for the call. */
    public static final Metadata.Key<CallerDocument> CALLER =
            Metadata.Key.of("mortise-caller-bin", ProtoUtils.metadataMarshaller(CallerDocument.getDefaultInstance()));

    /** The tenant's label, percent-encoded UTF-8 ({@link #encodeText}); absent without a tenant. */
    public static final Metadata.Key<String> TENANT = text("mortise-tenant");

    /** How many plugins called one another before this call, decimal. */
    public static final Metadata.Key<String> DEPTH = text("mortise-depth");

    /** W3C trace context. */
    public static final Metadata.Key<String> TRACEPARENT = text("traceparent");

    /** Trailer: why the author's code failed. */
    public static final Metadata.Key<ErrorDetail> ERROR =
            Metadata.Key.of("mortise-error-bin", ProtoUtils.metadataMarshaller(ErrorDetail.getDefaultInstance()));

    private MetadataKeys() {}

    /** Percent-encodes what ASCII metadata cannot carry. */
    public static String encodeText(String text) {
        return PercentText.encode(text);
    }

    /** The text that {@link #encodeText} encoded; a broken escape stands for itself. */
    public static String decodeText(String encoded) {
        return PercentText.decode(encoded);
    }

    private static Metadata.Key<String> text(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}

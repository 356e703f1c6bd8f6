package io.mortise.sdk;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mortise.proto.v1.ErrorDetail;
import io.mortise.proto.v1.Frame;
import io.mortise.proto.v1.Origin;
import io.mortise.proto.wire.MetadataKeys;
import java.util.Arrays;

/** Turns what a handler threw into the status and the trailer {@code mortise-error-bin}: the one place for that. */
final class ErrorReport {
    /** The text travels twice, escaped and in base64; both must fit the metadata limit of 1 MiB. */
    private static final int MAX_MESSAGE = 32 * 1024;

    private static final int MAX_FRAMES = 32;

    private ErrorReport() {}

    /** True when the author meant it: then it is no news for the log. */
    static boolean isRefusal(Throwable thrown) {
        return thrown instanceof CallRejected
                || thrown instanceof HostException
                || thrown instanceof StatusRuntimeException;
    }

    static StatusRuntimeException of(Throwable thrown) {
        if (thrown instanceof CallRejected rejected) {
            return rejected(rejected.number(), rejected.getMessage());
        }
        if (thrown instanceof HostException refused) {
            return rejected(refused.code().number(), refused.getMessage());
        }
        if (thrown instanceof StatusRuntimeException own) {
            return own; // ours: made in Lifecycle and PluginService
        }
        return trapped(thrown);
    }

    private static StatusRuntimeException rejected(int number, String text) {
        String message = cut(text);
        var detail = ErrorDetail.newBuilder()
                .setOrigin(Origin.REJECTED)
                .setCode(number)
                .setMessage(message)
                .build();
        return status(Code.of(number), message, detail);
    }

    private static StatusRuntimeException trapped(Throwable thrown) {
        String message = cut(thrown.toString());
        var detail = ErrorDetail.newBuilder()
                .setOrigin(Origin.TRAPPED)
                .setCode(Code.INTERNAL.number())
                .setMessage(message);
        Arrays.stream(thrown.getStackTrace())
                .limit(MAX_FRAMES)
                .map(ErrorReport::frame)
                .forEach(detail::addFrames);
        return status(Code.INTERNAL, message, detail.build());
    }

    private static Frame frame(StackTraceElement element) {
        String file = element.getFileName();
        return Frame.newBuilder()
                .setFunction(element.getClassName() + "." + element.getMethodName())
                .setFile(file == null ? "" : file)
                .setLine(Math.max(0, element.getLineNumber()))
                .build();
    }

    private static StatusRuntimeException status(Code code, String message, ErrorDetail detail) {
        var trailers = new Metadata();
        trailers.put(MetadataKeys.ERROR, detail);
        return Status.fromCodeValue(code.number()).withDescription(message).asRuntimeException(trailers);
    }

    private static String cut(String text) {
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + " … cut";
    }
}

package io.mortise.grpc;

import io.grpc.Metadata;
import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.StatusCode;
import io.mortise.grpc.internal.output.Utf8Cut;
import io.mortise.proto.v1.ErrorDetail;
import io.mortise.proto.v1.Frame;
import io.mortise.proto.v1.Origin;
import io.mortise.proto.wire.MetadataKeys;
import java.util.List;
import java.util.Optional;

/** The trailer {@code mortise-error-bin}: foreign data, of which only two origins, a code and text count. */
record GuestError(boolean trapped, StatusCode code, String message, List<Detail.Frame> frames) {
    private static final int MAX_FRAMES = 64;
    private static final int MAX_FRAME_BYTES = 256;

    /** Empty when there is none, or what is there cannot be read. */
    static Optional<GuestError> of(Metadata trailers) {
        try {
            return Optional.ofNullable(trailers.get(MetadataKeys.ERROR)).map(GuestError::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not the message it should be: the status alone speaks
        }
    }

    private static GuestError of(ErrorDetail detail) {
        return new GuestError(
                detail.getOrigin() == Origin.TRAPPED,
                StatusCode.of(Integer.toUnsignedLong(detail.getCode())),
                Utf8Cut.cut(detail.getMessage(), Answers.MAX_MESSAGE_BYTES),
                detail.getFramesList().stream()
                        .limit(MAX_FRAMES)
                        .map(GuestError::frame)
                        .toList());
    }

    private static Detail.Frame frame(Frame frame) {
        return new Detail.Frame(
                Utf8Cut.cut(frame.getFunction(), MAX_FRAME_BYTES),
                Utf8Cut.cut(frame.getFile(), MAX_FRAME_BYTES),
                Math.max(0, frame.getLine()));
    }

    /** True when the author's code, or the SDK for it, says that time was over. */
    boolean isDeadline() {
        return !trapped && code == StatusCode.DEADLINE_EXCEEDED;
    }

    /** As the failure of a call. */
    PluginException of(Subject subject, String function) {
        return trapped
                ? CallErrors.trapped(subject, function, new Detail.Trap("exception", message, frames))
                : CallErrors.rejected(subject, function, code, message);
    }
}

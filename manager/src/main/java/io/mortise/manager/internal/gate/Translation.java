package io.mortise.manager.internal.gate;

import io.mortise.api.CallId;
import io.mortise.api.Subject;
import io.mortise.api.error.Detail;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;
import io.mortise.manager.internal.audit.Redactor;
import io.mortise.manager.internal.audit.Utf8;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what a service threw becomes what a guest may see. */
record Translation(Subject subject, Redactor redactor, Supplier<CallId> ids) {
    static final int MESSAGE_BYTES = 4 << 10;
    private static final Logger LOG = LoggerFactory.getLogger("io.mortise.manager.gate");

    HostFailure failure(HostOperation operation, HostCall call, Throwable thrown) {
        if (thrown instanceof HostFailure failure) {
            return bounded(failure);
        }
        if (thrown instanceof PluginException nested) {
            return bounded(new HostFailure(nested.code(), NestedText.of(nested), nested.detail()));
        }
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new HostFailure(StatusCode.CANCELLED, "the call was interrupted");
        }
        return bug(operation, call, thrown);
    }

    /** What nobody expected reaches the guest without a word: the text could be anything. */
    private HostFailure bug(HostOperation operation, HostCall call, Throwable thrown) {
        String errorId = ids.get().toString();
        LOG.atError()
                .setCause(thrown)
                .addKeyValue("plugin", subject)
                .addKeyValue("call", call.id())
                .addKeyValue("operation", operation.text())
                .addKeyValue("error", errorId)
                .log("host service threw");
        return new HostFailure(StatusCode.INTERNAL, "", new Detail.Bug(errorId));
    }

    private HostFailure bounded(HostFailure failure) {
        String text = Utf8.cut(redactor.redact(failure.text()), MESSAGE_BYTES);
        return text.equals(failure.text()) ? failure : new HostFailure(failure.code(), text, failure.detail());
    }
}

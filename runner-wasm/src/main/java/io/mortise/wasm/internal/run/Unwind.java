package io.mortise.wasm.internal.run;

import io.mortise.api.error.PluginException;

/** Leaves a guest from inside an import, through the engine. It carries no stack: the guest's frames are what counts. */
public abstract sealed class Unwind extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unwind(String message, boolean withStack) {
        super(message, null, false, withStack);
    }

    /** The deadline passed, the call was cancelled or the generation is being stopped. */
    public static final class Expired extends Unwind {
        private static final long serialVersionUID = 1L;

        public Expired() {
            super("expired", false);
        }
    }

    /** A limit was reached; the failure says which. */
    public static final class Limit extends Unwind {
        private static final long serialVersionUID = 1L;
        private final transient PluginException failure;

        public Limit(PluginException failure) {
            super(failure.text(), false);
            this.failure = failure;
        }

        public PluginException failure() {
            return failure;
        }
    }

    /** The guest may not do what it tried, and its ABI has no way to tell it; the failure says what. */
    public static final class Refused extends Unwind {
        private static final long serialVersionUID = 1L;
        private final transient PluginException failure;

        public Refused(PluginException failure) {
            super(failure.text(), false);
            this.failure = failure;
        }

        public PluginException failure() {
            return failure;
        }
    }

    /** The guest ended itself; 0 is success. */
    public static final class Exit extends Unwind {
        private static final long serialVersionUID = 1L;
        private final int code;

        public Exit(int code) {
            super("exit " + code, true);
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /** The guest broke a rule of an import. */
    public static final class Fault extends Unwind {
        private static final long serialVersionUID = 1L;
        private final String kind;

        /** The token of the trap, such as {@code memory} or {@code abort}; the message goes into it. */
        public Fault(String kind, String message) {
            super(message, true);
            this.kind = kind;
        }

        public String kind() {
            return kind;
        }
    }

    /** The message; never null. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}

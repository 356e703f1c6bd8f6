package io.mortise.manager;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Subject;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Failure;
import java.time.Duration;

/** How a reload ended. In every case but {@link Swapped} the generation before it goes on serving, if there was one. */
public sealed interface ReloadOutcome {
    /** One line for people. */
    String text();

    /** Content, settings and grant are those of the live generation. */
    record Unchanged(Subject live) implements ReloadOutcome {
        @Override
        public String text() {
            return live + ": unchanged";
        }
    }

    /** The successor serves; {@code took} from the request to the swap. After a removal nothing does. */
    record Swapped(Subject live, Duration took) implements ReloadOutcome {
        @Override
        public String text() {
            return live + ": serves, after " + CallErrors.duration(took);
        }
    }

    /** It could not be made or did not prove healthy; {@code text} is the whole message. */
    record Refused(Failure failure, String text) implements ReloadOutcome {
        public Refused {
            requireNonNull(failure, "failure");
            requireNonNull(text, "text");
        }
    }

    /** It asks for more than was granted; the first line of {@code diff.commands()} grants it. */
    record ConsentNeeded(Subject successor, GrantDiff diff) implements ReloadOutcome {
        @Override
        public String text() {
            String command =
                    diff.commands().isEmpty() ? "" : "; " + diff.commands().get(0);
            return successor + ": wants " + String.join(", ", diff.missing()) + command + " [" + Failure.GRANT_MISSING
                    + ']';
        }
    }
}

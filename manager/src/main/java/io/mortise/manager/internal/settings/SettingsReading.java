package io.mortise.manager.internal.settings;

import static java.util.Objects.requireNonNull;

import io.mortise.api.error.Detail.Violation;
import java.util.List;

/** What reading mortise.yaml came to. */
public sealed interface SettingsReading {
    /** Settings that hold. */
    record Valid(Settings settings) implements SettingsReading {
        public Valid {
            requireNonNull(settings, "settings");
        }
    }

    /**
     * Every problem that was found.
     *
     * @param problems in the order of the file; at least one
     * @param text the problems with excerpt and caret, several lines, no colour
     */
    record Invalid(List<Violation> problems, String text) implements SettingsReading {
        public Invalid {
            problems = List.copyOf(problems);
            requireNonNull(text, "text");
        }
    }
}

package io.mortise.manager.internal.grant;

import java.util.List;

/** Whether a generation may start. */
public sealed interface Verdict {
    /**
     * It may.
     *
     * @param live what the gates of this slot read
     * @param ask what this generation asked for
     */
    record Granted(LiveGrant live, Ask ask) implements Verdict {}

    /**
     * It waits for an operator.
     *
     * @param missing the parts, as {@code mortise grant NAME} takes them
     * @param diff what is new, in words, a line for each; {@code origin changed} first
     * @param commands what an operator can type: first all of it, then each part alone
     */
    record Waiting(List<String> missing, List<String> diff, List<String> commands) implements Verdict {
        public Waiting {
            missing = List.copyOf(missing);
            diff = List.copyOf(diff);
            commands = List.copyOf(commands);
        }
    }
}

package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A page for each failure code; {@code docs/errors.md} is made of the same text. */
final class FailurePages {
    private final Map<Failure, String> pages;

    private FailurePages(Map<Failure, String> pages) {
        this.pages = pages;
    }

    static FailurePages read() {
        try (InputStream in = FailurePages.class.getResourceAsStream("failures.md")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks io/mortise/cli/failures.md");
            }
            return new FailurePages(parse(new String(in.readAllBytes(), UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Failure, String> parse(String text) {
        Map<Failure, String> pages = new LinkedHashMap<>();
        for (String section : text.split("(?m)^## ", -1)) {
            int end = section.indexOf('\n');
            if (end > 0) {
                pages.put(
                        Failure.valueOf(section.substring(0, end)),
                        section.substring(end).strip());
            }
        }
        return pages;
    }

    /** What it means and what to do, in markdown. */
    String page(Failure failure) {
        return pages.getOrDefault(failure, "");
    }

    /** {@code exit 5 · the operator can mend it · trying again may help}. */
    static String facts(Failure failure) {
        return "exit " + failure.exitCode() + " · gRPC " + failure.status() + " · " + who(failure) + " can mend it"
                + (failure.isRetryable() ? " · trying again may help" : "");
    }

    private static String who(Failure failure) {
        return switch (failure.fix()) {
            case AUTHOR -> "the plugin's author";
            case OPERATOR -> "the operator";
            case CALLER -> "the caller";
            case US -> "the makers of Mortise";
        };
    }

    /** The whole of {@code docs/errors.md}. */
    String document() {
        StringBuilder out = new StringBuilder(HEAD);
        out.append("\n| code | exit | gRPC status | who can mend it | retry |\n|---|---|---|---|---|\n");
        for (Failure failure : Failure.values()) {
            out.append(String.format(
                    Locale.ROOT,
                    "| [%s](#%s) | %d | %s | %s | %s |\n",
                    failure,
                    failure.name().toLowerCase(Locale.ROOT),
                    failure.exitCode(),
                    failure == Failure.REJECTED ? "the plugin's own" : failure.status(),
                    who(failure),
                    failure.isRetryable() ? "may help" : "no"));
        }
        for (Failure failure : Failure.values()) {
            out.append("\n## ")
                    .append(failure)
                    .append('\n')
                    .append(page(failure))
                    .append('\n');
        }
        return out.toString();
    }

    private static final String HEAD =
            """
            # Errors

            One model for both runtimes: a caller cannot tell by a failure whether the plugin is a module or a process.
            A message holds, in order: who it is about (`name@version#generation`), what was tried, what was expected and what came, what to do, and the code.
            The codes are stable, the wording is not. `mortise explain CODE` prints a page; `--json` prints failures as data.
            Exit 0 is success, 2 a command that was not understood.

            <!-- Made from cli/src/main/resources/io/mortise/cli/failures.md by FailurePagesTest; do not edit here. -->
            """;
}

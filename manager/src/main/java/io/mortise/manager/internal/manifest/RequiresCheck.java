package io.mortise.manager.internal.manifest;

import io.mortise.api.error.ForeignText;
import io.mortise.manager.internal.yaml.Problem;
import io.mortise.manager.internal.yaml.YamlView;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks {@code requires}. */
final class RequiresCheck {
    private RequiresCheck() {}

    /** Before anything else: a manifest made for another Mortise may be written in words we do not know yet. */
    static Optional<Problem> ofMortise(YamlView range) {
        String ours = MortiseVersion.RELEASE;
        return range.text()
                .flatMap(VersionRange::parse)
                .filter(wanted -> !wanted.covers(ours))
                .map(wanted -> range.problem("wants Mortise " + wanted + ", this is " + ours));
    }

    static void check(YamlView requires, Findings findings) {
        Stream.of(
                        Stream.of(requires.get("mortise")),
                        requires.get("app").entries().values().stream(),
                        requires.get("plugins").entries().values().stream(),
                        requires.get("plugins").entries().values().stream().map(each -> each.get("version")))
                .flatMap(each -> each)
                .forEach(range -> range.text()
                        .filter(text -> VersionRange.parse(text).isEmpty())
                        .ifPresent(text -> findings.error(range.problem(
                                ForeignText.quote(text) + " is not a range as npm writes them, such as \"^2.1\""))));
    }
}

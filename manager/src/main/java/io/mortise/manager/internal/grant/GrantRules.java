package io.mortise.manager.internal.grant;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.manifest.Glob;
import io.mortise.manager.internal.json.ShippedSchema;
import io.mortise.manager.internal.manifest.SchemaCheck;
import io.mortise.manager.internal.yaml.Problem;
import io.mortise.manager.internal.yaml.YamlDoc;
import io.mortise.manager.internal.yaml.YamlView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The policy file of a fleet: grants by rule, beside those that {@code grants.yaml} holds. Read again when it changes; a
 * broken one gives nothing to anybody. What an operator took back stays taken, whatever a rule says.
 */
public final class GrantRules {
    private static final int MAX_BYTES = 1 << 20;

    private final Supplier<Optional<Path>> file;
    private volatile Content content = Content.NONE;

    /** What was read of which file. */
    private record Content(
            Optional<Path> file, GrantsFile.Stamp stamp, List<GrantRule> rules, List<Violation> problems) {
        private static final Content NONE =
                new Content(Optional.empty(), GrantsFile.Stamp.ABSENT, List.of(), List.of());
    }

    private GrantRules(Supplier<Optional<Path>> file) {
        this.file = requireNonNull(file, "file");
    }

    /** @param file where the rules are now; empty = there are none */
    public static GrantRules open(Supplier<Optional<Path>> file) {
        GrantRules rules = new GrantRules(file);
        rules.reread();
        return rules;
    }

    /** No rule gives anything. */
    public static GrantRules none() {
        return new GrantRules(Optional::empty);
    }

    /** What all rules together give. */
    Ask given(PluginId plugin, Origin origin) {
        Ask sum = Ask.NOTHING;
        for (GrantRule rule : content.rules()) {
            if (rule.isFor(plugin, origin)) {
                sum = AskSum.of(sum, rule.given());
            }
        }
        return sum;
    }

    /** Why no rule counts at this moment. */
    List<Violation> problems() {
        return content.problems();
    }

    /** True when other rules count now than before. */
    boolean reread() {
        Content before = content;
        Optional<Path> now = file.get();
        GrantsFile.Stamp stamp = now.map(path -> new GrantsFile(path).stamp()).orElse(GrantsFile.Stamp.ABSENT);
        if (before.file().equals(now) && before.stamp().equals(stamp)) {
            return false;
        }
        content = now.map(path -> read(path, stamp)).orElse(Content.NONE);
        return !content.rules().equals(before.rules()) || !content.problems().equals(before.problems());
    }

    private static Content read(Path path, GrantsFile.Stamp stamp) {
        String name = String.valueOf(path.getFileName());
        try (InputStream in = Files.newInputStream(path)) {
            return parse(path, YamlDoc.parse(name, in.readNBytes(MAX_BYTES + 1)), stamp);
        } catch (IOException e) {
            Violation violation =
                    new Violation(name, "cannot be read: " + e.getClass().getSimpleName());
            return new Content(Optional.of(path), stamp, List.of(), List.of(violation));
        }
    }

    private static void check(YamlView rule, List<Problem> problems) {
        GrantsYaml.checkGiven(rule, problems);
        YamlView name = rule.get("name");
        name.text()
                .filter(text -> !Glob.isValid(text))
                .ifPresent(text -> problems.add(name.problem("is no glob; one star at most, such as report-*")));
    }

    private static Content parse(Path path, YamlDoc doc, GrantsFile.Stamp stamp) {
        List<Problem> problems = new ArrayList<>(doc.problems());
        if (doc.isReadable()) {
            problems.addAll(SchemaCheck.of(ShippedSchema.grantRules(), doc));
            YamlView.of(doc).get("rules").items().forEach(rule -> check(rule, problems));
        }
        if (!problems.isEmpty()) {
            List<Violation> all =
                    YamlDoc.sorted(problems).stream().map(Problem::violation).toList();
            return new Content(Optional.of(path), stamp, List.of(), all);
        }
        List<GrantRule> rules = YamlView.of(doc).get("rules").items().stream()
                .map(rule -> new GrantRule(
                        Glob.of(rule.get("name").text("")),
                        new Origin(rule.get("origin").text("")),
                        GrantsYaml.given(rule)))
                .toList();
        return new Content(Optional.of(path), stamp, rules, List.of());
    }
}

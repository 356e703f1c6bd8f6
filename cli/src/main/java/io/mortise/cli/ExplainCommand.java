package io.mortise.cli;

import io.mortise.api.error.Failure;
import io.mortise.api.error.ForeignText;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Table;
import io.mortise.cli.screen.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description =
                "Explain a failure code, a key of plugin.yaml and mortise.yaml, or each effective value of a plugin and where"
                        + " it comes from.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise explain GRANT_MISSING", "  mortise explain limits.memory", "  mortise explain link-checker"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(index = "0", paramLabel = "PLUGIN|CODE|KEY", description = "A plugin's name, a failure code, or a key.")
    private String what = "";

    ExplainCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        String code = what.toUpperCase(Locale.ROOT).replace('-', '_');
        Optional<Failure> failure = Arrays.stream(Failure.values())
                .filter(each -> each.name().equals(code))
                .findFirst();
        if (failure.isPresent()) {
            page(failure.get());
            return 0;
        }
        if (what.matches("[A-Z]+_[A-Z_]+")) {
            throw Refusal.of(
                    Failure.BAD_INPUT,
                    "explain",
                    ForeignText.quote(what) + " is no failure code; there are "
                            + Arrays.stream(Failure.values()).map(Failure::name).collect(Collectors.joining(", ")));
        }
        List<KeyPages.Page> pages = KeyPages.read().find(what);
        if (what.contains(".") && !pages.isEmpty()) {
            keys(pages);
            return 0;
        }
        try (Link link = home.liveOrFiles(false)) {
            View explanation = link.ask("explain", Map.of("plugin", what));
            if (common.json()) {
                common.shell().terminal().json(explanation.values());
            } else {
                show(explanation);
            }
            return 0;
        } catch (Refusal refusal) {
            if (pages.isEmpty() || !refusal.error().text("code").equals(Failure.UNKNOWN_PLUGIN.name())) {
                throw refusal;
            }
            keys(pages);
            return 0;
        }
    }

    private void keys(List<KeyPages.Page> pages) {
        Terminal terminal = common.shell().terminal();
        if (common.json()) {
            terminal.json(Map.of(
                    "key",
                    what,
                    "pages",
                    pages.stream().map(KeyPages.Page::view).toList()));
            return;
        }
        for (KeyPages.Page page : pages) {
            terminal.line(terminal.style(Style.BOLD, what) + " in " + page.file());
            Pairs pairs = new Pairs(terminal);
            pairs.put("is", page.description());
            pairs.put("allowed", String.join("; ", page.allowed()));
            pairs.put("enforced on", String.join(", ", page.enforced()));
            pairs.put("holds", String.join(", ", page.keys()));
        }
    }

    private void page(Failure failure) {
        Terminal terminal = common.shell().terminal();
        String page = FailurePages.read().page(failure);
        if (common.json()) {
            terminal.json(Map.of("code", failure.name(), "exit", failure.exitCode(), "page", page));
            return;
        }
        terminal.line(terminal.style(Style.BOLD, failure.name()));
        terminal.line(terminal.style(Style.DIM, FailurePages.facts(failure)));
        for (String paragraph : page.split("\n\n", -1)) {
            terminal.line("");
            terminal.paragraph(paragraph);
        }
    }

    private void show(View explanation) {
        Terminal terminal = common.shell().terminal();
        Pairs pairs = new Pairs(terminal);
        pairs.put("plugin", explanation.text("plugin") + ' ' + explanation.text("version"));
        pairs.put("is", explanation.text("description"));
        pairs.put("functions", String.join(", ", explanation.texts("functions")));
        pairs.put("asks to", words(explanation.views("asks")));
        pairs.put("may", words(explanation.views("granted")));
        pairs.put("waits for", String.join(", ", explanation.view("diff").texts("missing")));
        explanation.texts("reachable").forEach(line -> pairs.put("reaches", "through " + line));
        Table table = new Table("VALUE OF", "IS", "FROM");
        explanation
                .views("values")
                .forEach(value -> table.row(value.text("key"), value.text("value"), value.text("from")));
        if (!table.isEmpty()) {
            terminal.line("");
            table.print(terminal);
        }
        explanation.texts("notEnforced").forEach(note -> terminal.line("not enforced here: " + note));
    }

    private static String words(List<View> permissions) {
        return permissions.isEmpty()
                ? "nothing beyond computing"
                : permissions.stream().map(each -> each.text("words")).collect(Collectors.joining("; "));
    }
}

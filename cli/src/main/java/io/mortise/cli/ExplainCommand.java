package io.mortise.cli;

import io.mortise.api.error.Failure;
import io.mortise.cli.link.Link;
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
        description = "Explain a failure code, or each effective value of a plugin and where it comes from.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise explain GRANT_MISSING", "  mortise explain link-checker"})
final class ExplainCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(index = "0", paramLabel = "PLUGIN|CODE", description = "A plugin's name or a failure code.")
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
        try (Link link = home.liveOrFiles(false)) {
            View explanation = link.ask("explain", Map.of("plugin", what));
            if (common.json()) {
                common.shell().terminal().json(explanation.values());
            } else {
                show(explanation);
            }
            return 0;
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

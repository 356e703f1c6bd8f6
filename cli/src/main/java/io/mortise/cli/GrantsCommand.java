package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Table;
import io.mortise.cli.screen.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "grants",
        description = "What was granted and denied, by whom, also to plugins that are not there now.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise grants")
final class GrantsCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    GrantsCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.liveOrFiles(false)) {
            View answer = link.ask("grants", Map.of());
            if (common.json()) {
                terminal.json(answer.values());
                return 0;
            }
            Table table = table(answer.views("grants"), answer.views("policies"));
            if (table.isEmpty()) {
                terminal.talk("nothing is granted in " + link.home() + "/grants.yaml, nor by a policy");
            } else {
                table.print(terminal);
            }
            return 0;
        }
    }

    private static Table table(List<View> grants, List<View> policies) {
        Table table = new Table("PLUGIN", "ORIGIN", "BY", "AT", "GRANTED");
        for (View grant : grants) {
            String denied = texts(grant.views("denied"));
            table.row(
                    grant.text("plugin"),
                    grant.text("origin"),
                    grant.text("by"),
                    grant.text("at"),
                    grant.flag("deniesAll")
                            ? "everything was taken back"
                            : Stream.of(texts(grant.views("permissions")), denied.isEmpty() ? "" : "denied: " + denied)
                                    .filter(part -> !part.isEmpty())
                                    .collect(Collectors.joining("; ")));
        }
        for (View grant : policies) {
            table.row(
                    grant.text("plugin"),
                    grant.text("origin"),
                    grant.text("policy"),
                    "",
                    texts(grant.views("permissions")));
        }
        return table;
    }

    private static String texts(List<View> permissions) {
        return permissions.stream().map(each -> each.text("permission")).collect(Collectors.joining(", "));
    }
}

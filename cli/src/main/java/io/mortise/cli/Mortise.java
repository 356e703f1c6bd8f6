package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.screen.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code mortise} command: hands the words to the class of the verb, and a failure to the person and the exit code. */
@Command(
        name = "mortise",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs plugins, sandboxed or as processes, and operates the managers that run them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise run examples/plugins",
            "  mortise call word-count count --file text.txt",
            "  mortise grant link-checker",
            "  mortise logs -f link-checker",
            "",
            "Exit codes: 0 done, 1 the plugin refused, 2 usage, 3 bad input or files, 4 a grant is missing,",
            "5 not serving or unknown, 6 trap or crash, 7 limit or deadline, 8 a host service, 70 a bug of ours."
        })
public final class Mortise implements Runnable {
    private static final int USAGE = 2;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it with what was written before the verb
    private final Common common;

    @Spec
    @org.jspecify.annotations.Nullable
    private CommandSpec spec;

    private Mortise(Common common) {
        this.common = common;
    }

    public static void main(String[] words) {
        // The one place that names the process's own streams and environment.
        Map<String, String> environment = System.getenv();
        Terminal terminal = Terminal.ofProcess(System.out, System.err, environment);
        int exit = run(new Shell(terminal, System.in, Path.of("").toAbsolutePath(), environment), words);
        terminal.out().flush();
        System.exit(exit);
    }

    static int run(Shell shell, String... words) {
        return commandLine(shell, Verbs.said(words)).execute(words);
    }

    /** With every verb. */
    static CommandLine commandLine(Shell shell) {
        return commandLine(shell, Verbs.names());
    }

    private static CommandLine commandLine(Shell shell, Collection<String> verbs) {
        Common common = new Common(shell);
        CommandLine line = new CommandLine(new Mortise(common));
        verbs.forEach(verb -> line.addSubcommand(verb, Verbs.make(verb, common)));
        Terminal terminal = shell.terminal();
        line.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.hasColours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(Math.max(60, Math.min(120, terminal.width())));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(parsed -> execute(common, parsed));
        line.setExecutionExceptionHandler((failure, at, parsed) -> told(common, failure));
        line.setParameterExceptionHandler((problem, wrong) -> usage(terminal, problem, wrong));
        return line;
    }

    private static int execute(Common common, ParseResult parsed) {
        common.applyLogLevel();
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int told(Common common, Exception failure) {
        Refusal refusal = refusal(failure);
        if (common.json()) {
            common.shell().terminal().json(Map.of("error", refusal.error().values()));
        } else {
            Complaint.print(common.shell().terminal(), refusal.error());
        }
        return refusal.exit();
    }

    private static Refusal refusal(Exception failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof PluginException plugin) {
            return Refusal.of(plugin);
        }
        org.slf4j.LoggerFactory.getLogger(Mortise.class).error("a bug of the command", failure);
        return Refusal.of(
                Failure.HOST_BUG, "mortise", "met a bug of its own, " + failure + "; please report what is above");
    }

    private static int usage(Terminal terminal, ParameterException problem, String... words) {
        CommandLine wrong = problem.getCommandLine();
        // What was not understood is not parsed either: the word itself says that a program reads the answer.
        if (List.of(words).contains("--json")) {
            terminal.json(Map.of("error", Map.of("message", String.valueOf(problem.getMessage()), "exit", USAGE)));
            return USAGE;
        }
        terminal.talk(String.valueOf(problem.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, wrong.getErr());
        terminal.talk("see `" + wrong.getCommandSpec().qualifiedName() + " --help`");
        return USAGE;
    }

    /** Without a verb: what there is. */
    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}

package io.mortise.cli;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Every verb and the class behind it, in the order of the help. picocli reads a class by reflection when it is added, forty of
 * them in a quarter of a second; so a command that begins with its verb gets that one alone.
 */
final class Verbs {
    private static final Map<String, Function<Common, Object>> VERBS = new LinkedHashMap<>();
    private static final Set<String> VERSION = Set.of("--version", "-V");

    static {
        VERBS.put("run", RunCommand::new);
        VERBS.put("call", CallCommand::new);
        VERBS.put("check", CheckCommand::new);
        VERBS.put("list", ListCommand::new);
        VERBS.put("status", StatusCommand::new);
        VERBS.put("top", TopCommand::new);
        VERBS.put("why", WhyCommand::new);
        VERBS.put("logs", LogsCommand::new);
        VERBS.put("events", EventsCommand::new);
        VERBS.put("errors", ErrorsCommand::new);
        VERBS.put("reload", ReloadCommand::new);
        VERBS.put("rollback", RollbackCommand::new);
        VERBS.put("pin", PinCommand::new);
        VERBS.put("unpin", UnpinCommand::new);
        VERBS.put("freeze", FreezeCommand::new);
        VERBS.put("thaw", ThawCommand::new);
        VERBS.put("quarantine", QuarantineCommand::new);
        VERBS.put("reset", ResetCommand::new);
        VERBS.put("disable", DisableCommand::new);
        VERBS.put("enable", EnableCommand::new);
        VERBS.put("grants", GrantsCommand::new);
        VERBS.put("diff", DiffCommand::new);
        VERBS.put("grant", GrantCommand::new);
        VERBS.put("deny", DenyCommand::new);
        VERBS.put("purge", PurgeCommand::new);
        VERBS.put("audit", AuditCommand::new);
        VERBS.put("metrics", MetricsCommand::new);
        VERBS.put("report", ReportCommand::new);
        VERBS.put("record", RecordCommand::new);
        VERBS.put("recordings", RecordingsCommand::new);
        VERBS.put("replay", ReplayCommand::new);
        VERBS.put("config", ConfigCommand::new);
        VERBS.put("explain", ExplainCommand::new);
        VERBS.put("inspect", InspectCommand::new);
        VERBS.put("compile", CompileCommand::new);
        VERBS.put("host", HostCommand::new);
        VERBS.put("doctor", DoctorCommand::new);
        VERBS.put("demo", DemoCommand::new);
        VERBS.put("completion", CompletionCommand::new);
        VERBS.put("version", VersionCommand::new);
        VERBS.put("help", common -> new CommandLine.HelpCommand());
    }

    private Verbs() {}

    static Collection<String> names() {
        return List.copyOf(VERBS.keySet());
    }

    /** The verbs that these words can have to do with. */
    static Collection<String> said(String... words) {
        String first = words.length == 0 ? "" : words[0];
        if (words.length == 1 && VERSION.contains(first)) {
            return List.of();
        }
        return VERBS.containsKey(first) && !first.equals("help") ? List.of(first) : names();
    }

    static Object make(String verb, Common common) {
        return requireNonNull(VERBS.get(verb), verb).apply(common);
    }
}

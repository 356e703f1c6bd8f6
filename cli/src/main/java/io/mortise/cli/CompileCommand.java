package io.mortise.cli;

import io.mortise.api.error.Failure;
import io.mortise.cli.link.FileHome;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.screen.Terminal;
import io.mortise.wasm.internal.cache.CodeCache;
import io.mortise.wasm.internal.engine.AheadOfTime;
import io.mortise.wasm.internal.engine.AheadOfTime.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compile",
        description =
                "Compile modules ahead of time into the home's cache, so that their first call is fast; runs nothing.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise compile                      every wasm plugin of the home",
            "  mortise compile word-count           one plugin, also a directory, an archive or FILE.wasm",
            "",
            "Exit codes: 0 all are in the cache, 3 a module is not valid or stays interpreted, 5 no such plugin,",
            "8 the cache cannot be used."
        })
final class CompileCommand implements Callable<Integer> {
    private static final int STAYS_INTERPRETED = 3;

    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(
            arity = "0..*",
            paramLabel = "PLUGIN|DIR|FILE",
            description = "What to compile; ./NAME is a path. Nothing = all plugins of the home.")
    private List<String> what = List.of();

    @Option(names = "--state", paramLabel = "DIR", description = "Where state lies instead of .mortise in the home.")
    private @Nullable String state;

    CompileCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Path place = home.find().home();
        List<CompiledModule> modules = new CompiledModule.Search(common.shell(), place).all(what);
        CodeCache cache = cache(place);
        List<Map<String, Object>> told = new ArrayList<>();
        boolean isComplete = true;
        for (CompiledModule module : modules) {
            long begin = System.nanoTime();
            Outcome outcome = Waiting.during(
                    common.shell().terminal(),
                    "compiling " + module.title(),
                    () -> AheadOfTime.compile(module.order(cache)));
            if (outcome instanceof Outcome.CacheOff off) {
                throw Refusal.of(Failure.SERVICE_FAILED, "home " + place, off.why());
            }
            isComplete &= outcome instanceof Outcome.There || outcome instanceof Outcome.Compiled;
            told.add(tell(module, outcome, (System.nanoTime() - begin) / 1_000));
        }
        if (common.json()) {
            common.shell().terminal().json(Map.of("cache", cache.directory().toString(), "modules", told));
        }
        return isComplete ? 0 : STAYS_INTERPRETED;
    }

    private Map<String, Object> tell(CompiledModule module, Outcome outcome, long micros) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("plugin", module.name());
        told.put("module", module.place());
        told.put("sha256", module.module().hash());
        told.put("outcome", outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        told.put("text", text(outcome, micros));
        told.put("micros", micros);
        Terminal terminal = common.shell().terminal();
        if (!common.json()) {
            terminal.line(module.title() + ": " + text(outcome, micros));
        }
        return told;
    }

    private static String text(Outcome outcome, long micros) {
        if (outcome instanceof Outcome.Compiled compiled) {
            return "compiled in " + Words.micros(micros) + left(compiled.interpretedFunctions());
        }
        if (outcome instanceof Outcome.There there) {
            return "was compiled before" + left(there.interpretedFunctions());
        }
        return outcome instanceof Outcome.Interpreted stays
                ? "stays interpreted, " + stays.why()
                : "is no valid module, " + ((Outcome.Invalid) outcome).why();
    }

    private static String left(int functions) {
        return functions == 0 ? "" : ", " + functions + " too large and interpreted";
    }

    /** The cache a manager of this home would use; its directory is made the way a manager makes it. */
    private CodeCache cache(Path place) {
        Path root = state == null ? place.resolve(".mortise") : common.shell().path(state);
        if (!Files.isDirectory(root.resolve("cache"))) {
            if (state != null) {
                throw Refusal.of(Failure.BAD_INPUT, root, "has no cache; it is made by mortise run --state " + state);
            }
            FileHome.open(place, Set.of(), true).close();
        }
        return new CodeCache(root.resolve("cache"), CodeCache.MAX_BYTES);
    }
}

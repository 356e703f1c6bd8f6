package io.mortise.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.RunnerListener;
import io.mortise.bench.ColdStarts.Start;
import io.mortise.manager.GrantPolicy;
import io.mortise.manager.PluginManager;
import io.mortise.wasm.WasmRunnerFactory;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.SectionReader;
import io.mortise.wasm.internal.cache.CodeCache;
import io.mortise.wasm.internal.engine.AheadOfTime;
import io.mortise.wasm.internal.engine.ModuleOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The first call of a guest in a JVM that was just started. The Go guest if it was built, else the largest committed. */
final class ColdGuestRow implements Row {
    private static final double LEAST_TIMES = 8;

    /** Two starts of one program differ by that much. */
    private static final double NOISE = 1.1;

    private final Path guests;
    private final boolean isCached;
    private final boolean isArchived;

    private ColdGuestRow(Path guests, boolean isCached, boolean isArchived) {
        this.guests = guests;
        this.isCached = isCached;
        this.isArchived = isArchived;
    }

    /** Against a bare engine that compiles at each start. */
    static ColdGuestRow cached(Path guests) {
        return new ColdGuestRow(guests, true, false);
    }

    /** The same, each side with a class-data archive of its own former start: what an application does that minds its own. */
    static ColdGuestRow archived(Path guests) {
        return new ColdGuestRow(guests, true, true);
    }

    /** Against an interpreter, with nothing in the cache. */
    static ColdGuestRow uncached(Path guests) {
        return new ColdGuestRow(guests, false, false);
    }

    @Override
    public String name() {
        return isArchived ? "cold-archived" : isCached ? "cold-cached" : "cold-uncached";
    }

    @Override
    public String title() {
        if (isArchived) {
            return "the same with a class-data archive on both sides";
        }
        return isCached
                ? "first call of a 3 MB Go guest in a cold JVM, code from the cache, against bare Chicory that compiles"
                : "the same with an empty cache, against interpreting only";
    }

    private Path module() {
        Path go = guests.resolve("go/go.wasm");
        return Files.isRegularFile(go) ? go : guests.resolve("json/json.wasm");
    }

    @Override
    public Result measure(Effort effort) throws Exception {
        Path input = guests.resolve("json/input.json");
        byte[] module = Files.readAllBytes(module());
        Path home = BenchHome.lay(module, "json");
        String answer = fillCache(home, module, Files.readAllBytes(input));
        String[] words = {home.toString(), "json", input.toString()};
        Path archives = Files.createTempDirectory("mortise-bench");
        Alternating.Figures figures = new ColdStarts(effort)
                .measure(
                        start(isCached ? "bare" : "interpreted", words, answer, archives),
                        start("mortise", words, answer, archives),
                        () -> ColdStarts.unchecked(() -> {
                            if (!isCached) {
                                BenchHome.remove(home.resolve(".mortise/cache/wasm"));
                            }
                        }));
        BenchHome.remove(home);
        BenchHome.remove(archives);
        return result(figures, module.length);
    }

    private Start start(String how, String[] words, String answer, Path archives) throws Exception {
        String[] all = {how, words[0], words[1], words[2]};
        if (!isArchived) {
            return new Start(Start.java(List.of("-Xshare:auto"), ColdCall.class, all), answer);
        }
        Path archive = archives.resolve(how + ".jsa");
        String jars = JarredClassPath.in(archives);
        List<String> quiet = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        new Start(
                        Start.java(
                                Stream.concat(quiet.stream(), Stream.of("-XX:ArchiveClassesAtExit=" + archive))
                                        .toList(),
                                jars,
                                ColdCall.class,
                                all),
                        answer)
                .run();
        return new Start(Start.java(List.of("-XX:SharedArchiveFile=" + archive), jars, ColdCall.class, all), answer);
    }

    /** What an operator does with {@code mortise compile}; answers what the guest answers. */
    private static String fillCache(Path home, byte[] module, byte[] input) throws Exception {
        String answer;
        try (PluginManager plugins = PluginManager.builder()
                .home(home)
                .directory(home, GrantPolicy.asDeclared())
                .control(false)
                .watch(false)
                .requireAll(true)
                .runner(WasmRunnerFactory.interpreting())
                .open()) {
            answer = new String(plugins.call("guest", "json", input), UTF_8);
        }
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(module));
        AheadOfTime.Outcome outcome = AheadOfTime.compile(new ModuleOrder(
                "guest",
                hash,
                module,
                SectionReader.read(module, ModuleCaps.STANDARD).shape(),
                new CodeCache(home.resolve(".mortise/cache"), CodeCache.MAX_BYTES),
                RunnerListener.NONE));
        if (!(outcome instanceof AheadOfTime.Outcome.Compiled)) {
            throw new IllegalStateException("the guest was not compiled: " + outcome);
        }
        return answer;
    }

    private Result result(Alternating.Figures figures, int bytes) {
        String guest = module().getFileName() + ", " + bytes / 1_000 + " KB";
        String absolute = String.format(
                Locale.ROOT,
                "%s %.0f ms, mortise %.0f ms (%s)",
                isCached ? "bare" : "interpreted",
                figures.baseline(),
                figures.ours(),
                guest);
        if (isCached) {
            double times = 1 / figures.ratio();
            return new Result(
                    String.format(Locale.ROOT, "%.1f x faster", times), ">= 8 x", times >= LEAST_TIMES, absolute);
        }
        return new Result(
                String.format(Locale.ROOT, "%.2f x", figures.ratio()),
                "<= 1.00 x",
                figures.ratio() <= NOISE,
                absolute + ", 10 % are noise");
    }
}

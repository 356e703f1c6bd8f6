package io.mortise.wasm.internal.debug;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleMap;
import io.mortise.wasm.internal.binary.SectionReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;

/** What must hold for any bytes: every reader answers or gives up, soon, and throws nothing of the JDK's. */
final class DebugReaders {
    private static final long SLOW_NANOS = 2_000_000_000L;

    private DebugReaders() {}

    /** As a whole module: the check at load, and the telling of a trap. */
    static void module(byte[] bytes) {
        within(() -> {
            SectionReader.read(bytes, ModuleCaps.STANDARD);
            ModuleMap map = ModuleMap.read(bytes);
            DebugInfo info = new DebugInfo(bytes, Path.of("/nowhere/plugin.wasm"));
            info.words();
            for (int function = 0; function < 4; function++) {
                map.begin(function);
                map.onlyUnreachable(function);
                map.onlyCall(function, 1);
                map.site(function, 1);
            }
            info.frames(
                    List.of(
                            new RawFrame(0, RawFrame.UNKNOWN),
                            new RawFrame(1, 5),
                            new RawFrame(-3, 1 << 30),
                            new RawFrame(2, -1, 9)),
                    true);
        });
    }

    /** As one section or file that a debugger reads. */
    static void part(byte[] bytes) {
        within(() -> {
            Budget budget = new Budget(100);
            FunctionNames.read(bytes, budget);
            Producers.read(bytes);
            new DwarfLines(bytes, new DwarfTexts(bytes, bytes)).find(new TreeSet<>(List.of(0L, 7L, 1L << 31)), budget);
            String text = new String(bytes, ISO_8859_1);
            SourceMap.parse(text).ifPresent(map -> map.find(new TreeSet<>(List.of(0L, 70L)), budget));
            new SourceMap(List.of("a", "b"), text).find(new TreeSet<>(List.of(0L, 70L)), budget);
            Demangled.of("_R" + text);
            Demangled.of("_Z" + text);
            Demangled.of("_ZN" + text + "E");
        });
    }

    private static void within(Runnable work) {
        long begin = System.nanoTime();
        try {
            work.run();
        } catch (Unreadable e) {
            // A reader that gives up, where nothing above it catches that: only the budget may do so.
            Assertions.assertThat(e).hasMessageContaining("longer than it may");
        }
        Assertions.assertThat(System.nanoTime() - begin).isLessThan(SLOW_NANOS);
    }

    static byte[] seed(String name) {
        try (InputStream in = DebugReaders.class.getResourceAsStream("/io/mortise/wasm/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

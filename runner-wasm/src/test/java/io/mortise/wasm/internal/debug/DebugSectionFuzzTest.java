package io.mortise.wasm.internal.debug;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** Names, line tables, source maps, mangled names. Seeds with {@code -Dslow}; {@code JAZZER_FUZZ=1} searches for more. */
@Tag("slow")
class DebugSectionFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void readers_answer_whateverTheSectionIs(byte[] section) {
        DebugReaders.part(section);
    }
}

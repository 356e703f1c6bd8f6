package io.mortise.wasm.internal.debug;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** Runs its seeds with {@code -Dslow}; {@code JAZZER_FUZZ=1} searches for more. */
@Tag("slow")
class ModuleFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void readers_answer_whateverTheModuleIs(byte[] module) {
        DebugReaders.module(module);
    }
}

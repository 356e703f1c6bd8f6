package io.mortise.wasm.internal.cache;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** Starts from the committed seeds; searches on with {@code JAZZER_FUZZ=1}. The agent alone takes many seconds. */
@Tag("slow")
class EntryFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void entry_holds_forWhateverIsFound(byte[] bytes) {
        EntryProperty.check(bytes);
    }
}

package io.mortise.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Starts from the committed seeds; searches on with {@code JAZZER_FUZZ=1}. The agent alone takes many seconds. */
@Tag("slow")
class ZipFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void unpack_holds_forWhateverIsFound(byte[] bytes) throws IOException {
        ZipProperty.check(bytes);
    }
}

package io.mortise.wasm.internal.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SourceMapTest {
    /** Offsets 4 to 9 are a.ts:1, 10 to 19 b.ts:8, from 20 on nothing. */
    private static final String MAP =
            """
            {"version":3,"sources":["a.ts","b.ts"],"names":[],"mappings":"IAAA,MCOA,U"}""";

    private static Map<Long, SourcePlace> find(String map, Long... offsets) {
        return SourceMap.parse(map).orElseThrow().find(new TreeSet<>(List.of(offsets)), new Budget(1_000));
    }

    @Test
    void offset_isFoundInTheSegmentBeforeIt() {
        assertThat(find(MAP, 3L, 4L, 9L, 10L, 19L, 20L, 1_000L))
                .isEqualTo(Map.of(
                        4L, new SourcePlace("a.ts", 1),
                        9L, new SourcePlace("a.ts", 1),
                        10L, new SourcePlace("b.ts", 8),
                        19L, new SourcePlace("b.ts", 8)));
    }

    @Test
    void whatIsNoMap_isNone() {
        assertThat(SourceMap.parse("")).isEmpty();
        assertThat(SourceMap.parse("[]")).isEmpty();
        assertThat(SourceMap.parse("{\"sources\":[]}")).isEmpty();
        assertThat(find("{\"sources\":[\"a\"],\"mappings\":\"AAAA,!!\"}", 5L)).isEmpty();
        assertThat(find("{\"sources\":[\"a\"],\"mappings\":\"AEAA\"}", 5L)).isEmpty();
        assertThat(find("{\"sources\":[\"a\"],\"mappings\":\"\"}", 5L)).isEmpty();
    }
}

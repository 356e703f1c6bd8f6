package io.mortise.manager.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({
        "max_instance, max_instances",
        "permisions, permissions",
        "wsam, wasm",
        "limit, limits",
        "requries, requires",
        "zzz, ",
        "x, ",
        "configuration, "
    })
    void nearest_isWhatDiffersByFewLetters(String written, String nearest) {
        assertThat(NearestName.of(
                                written,
                                List.of("max_instances", "permissions", "wasm", "limits", "requires", "config_schema"))
                        .orElse(null))
                .isEqualTo(nearest);
    }
}

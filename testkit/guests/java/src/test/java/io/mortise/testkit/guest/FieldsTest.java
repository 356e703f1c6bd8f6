package io.mortise.testkit.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Code;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
    @Test
    void lastField_isTheRest_withItsSpacesAndNewlines() {
        Fields fields = parse("KEY TTL_MS VALUE", "k 10 a b\nc ");

        assertThat(fields.text("KEY")).isEqualTo("k");
        assertThat(fields.number("TTL_MS")).isEqualTo(10);
        assertThat(fields.text("VALUE")).isEqualTo("a b\nc ");
    }

    @Test
    void lastField_mayBeEmpty_andItsSpaceMissing() {
        assertThat(parse("KEY TTL_MS VALUE", "k 10").text("VALUE")).isEmpty();
        assertThat(parse("KEY TTL_MS VALUE", "k 10 ").text("VALUE")).isEmpty();
        assertThat(parse("KEY", "").text("KEY")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEY TTL_MS VALUE|k",
                "KEY TTL_MS VALUE|'k '",
                "KEY TTL_MS VALUE|' 10 v'",
                "KEY TTL_MS VALUE|k ten v",
                "KEY TTL_MS VALUE|k -1 v",
                "KEY TTL_MS VALUE|k 1234567890123456789 v",
                "PREFIX AFTER LIMIT|- -",
                "BYTES|''",
                "BYTES|'1 '"
            })
    void otherShapes_areRefused(String shape, String input) {
        assertThatThrownBy(() -> parse(shape, input))
                .isInstanceOfSatisfying(
                        CallRejected.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT))
                .hasMessage("wants " + shape);
    }

    private static Fields parse(String shape, String input) {
        return Fields.parse(shape, input.getBytes(StandardCharsets.UTF_8));
    }
}

package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyValuesTest {
    @Test
    void parse_readsTextsAndJson() {
        assertThat(KeyValues.parse(
                        List.of("name=Ada", "n:=5", "list:=[1,\"a\"]", "url=http://x?a=b", "empty=", "on:=true")))
                .isEqualTo(Map.of(
                        "name",
                        "Ada",
                        "n",
                        5,
                        "list",
                        List.of(1, "a"),
                        "url",
                        "http://x?a=b",
                        "empty",
                        "",
                        "on",
                        true));
    }

    @Test
    void parse_keepsTheOrder() {
        assertThat(KeyValues.parse(List.of("z=1", "a=2")).keySet()).containsExactly("z", "a");
    }

    @Test
    void parse_refusesWhatIsNeither() {
        assertThatThrownBy(() -> KeyValues.parse(List.of("name")))
                .hasMessage("\"name\": is neither key=text nor key:=json [BAD_INPUT]");
        assertThatThrownBy(() -> KeyValues.parse(List.of("=x"))).hasMessageContaining("is neither");
        assertThatThrownBy(() -> KeyValues.parse(List.of(":=1"))).hasMessageContaining("is neither");
    }

    @Test
    void parse_refusesBadJson_andAKeyThatComesTwice() {
        assertThatThrownBy(() -> KeyValues.parse(List.of("a:={"))).hasMessageContaining("has no JSON after :=");
        assertThatThrownBy(() -> KeyValues.parse(List.of("a:=null"))).hasMessageContaining("has no value after :=");
        assertThatThrownBy(() -> KeyValues.parse(List.of("a=1", "a:=2")))
                .hasMessageContaining("names a key a second time");
    }
}

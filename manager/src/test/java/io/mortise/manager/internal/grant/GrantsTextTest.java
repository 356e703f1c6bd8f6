package io.mortise.manager.internal.grant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Origin;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever authors and operators write, the file we write is read as it was meant. */
class GrantsTextTest {
    private static final String[] NASTY = {
        "true",
        "No",
        "null",
        "~",
        "1",
        "0x1f",
        "1e5",
        "-",
        "- a",
        "a: b",
        "a #b",
        "#",
        "'",
        "\"",
        "\\",
        "\t",
        "\n",
        "\0",
        "\u007f",
        "\u0085",
        "\u2028",
        "\ufeff",
        "\u202e",
        "\ud83d\ude00",
        "\ue000",
        "ä",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "%",
        "@",
        "`",
        "2026-11-21",
        "a:",
        ":a",
        "=",
        "<<",
        "?",
        " ",
        "",
        "...",
        "---",
        "key:"
    };

    private static GrantsFile.Content read(String text) {
        return GrantsYaml.read("grants.yaml", text.getBytes(UTF_8), GrantsFile.Stamp.ABSENT);
    }

    private static void assertRoundTrip(Grant grant) {
        TreeMap<io.mortise.api.PluginId, Grant> all = new TreeMap<>(Map.of(Asks.WEATHER, grant));

        GrantsFile.Content content = read(GrantsText.of(all));

        assertThat(content.problems()).as(GrantsText.of(all)).isEmpty();
        assertThat(content.grants()).isEqualTo(all);
    }

    private static Grant grant(String origin, Ask.Start start, Set<Permission> permissions) {
        Ask ask = new Ask(new Permissions(permissions), LimitsAsk.NONE, start, false);
        return new Grant(new Origin(origin), ask, Taken.NOTHING, "ada", Instant.parse("2026-11-21T16:10:00Z"));
    }

    @Test
    void nastyText_isReadAsItWasWritten_whereverItStands() {
        for (String text : NASTY) {
            Ask.Start start = new Ask.Start("", "", List.of("x" + text, text + "x", text), Map.of("VALUE", text));

            assertRoundTrip(grant("dir:" + text, start, Set.of(new Permission.Filesystem("/" + text, true))));
        }
    }

    @Test
    void randomText_isReadAsItWasWritten() {
        Random random = new Random(20261121);
        for (int round = 0; round < 300; round++) {
            List<String> args = new ArrayList<>();
            Set<Permission> permissions = new LinkedHashSet<>();
            for (int i = 0; i < 5; i++) {
                args.add(text(random));
                permissions.add(new Permission.Filesystem(text(random) + '/', random.nextBoolean()));
            }

            assertRoundTrip(
                    grant("dir:" + text(random), new Ask.Start("", "", args, Map.of("A", text(random))), permissions));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(NASTY[random.nextInt(NASTY.length)]);
                case 1 -> text.append((char) random.nextInt(0xd800));
                case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }
}

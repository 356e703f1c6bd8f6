package io.mortise.manager.internal.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.Sandbox;
import io.mortise.api.manifest.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartRoundTripTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http=api.x.example",
                "http=host.example@10.0.0.0/8",
                "http=10.0.0.5",
                "http=*",
                "http=*.x.example",
                "kv",
                "kv=1MiB",
                "kv=123B",
                "cache",
                "jobs",
                "events.publish=weather.*",
                "events.subscribe=user.moved",
                "secrets=NAME",
                "plugins=geo",
                "app=chat.send",
                "mail=*@example.org",
                "filesystem=data:readwrite",
                "filesystem=/srv/maps",
                "sql=read",
                "sql=readwrite",
                "native=limited",
                "limits.memory=128MiB",
                "limits.timeout=2m",
                "limits.concurrency=100",
                "plaintext"
            })
    void part_isWrittenAsItWasRead(String part) throws PermissionText.Unreadable {
        Ask read = new AskPart(Ask.NOTHING).parse(part);

        assertThat(AskText.parts(read)).containsExactly(part);
    }

    @Test
    void parts_ofAWholeAsk_giveTheWholeAsk() throws PermissionText.Unreadable {
        Ask all = Asks.everything();

        Ask sum = Ask.NOTHING;
        for (String part : AskText.parts(all)) {
            sum = AskSum.of(sum, new AskPart(all).parse(part));
        }

        assertThat(sum).isEqualTo(all);
    }

    @Test
    void nameAlone_meansAllThatIsAskedUnderIt() throws PermissionText.Unreadable {
        Ask ask = Asks.of(Asks.API, Permission.Http.to("*.maps.example"), Permission.Kv.STANDARD);

        assertThat(new AskPart(ask).parse("http")).isEqualTo(Asks.of(Asks.API, Permission.Http.to("*.maps.example")));
    }

    @Test
    void host_meansTheEntryAskedFor_whereverItMayLead() throws PermissionText.Unreadable {
        Permission leading = new Permission.Http(
                "api.weather.example",
                Set.of("GET"),
                Set.of(443),
                Optional.of("WEATHER_API_KEY"),
                Set.of("10.0.0.0/8"));

        assertThat(new AskPart(Asks.of(Asks.API)).parse("http=api.weather.example@10.0.0.0/8"))
                .isEqualTo(Asks.of(leading));
        assertThat(new AskPart(Asks.of(Asks.API)).parse("http=api.weather.example:8443"))
                .isEqualTo(Asks.of(new Permission.Http(
                        "api.weather.example", Set.of(), Set.of(8443), Optional.empty(), Set.of())));
        assertThat(new AskPart(Ask.NOTHING).parse("http=[fd00::1]:8443"))
                .isEqualTo(Asks.of(new Permission.Http("fd00::1", Set.of(), Set.of(8443), Optional.empty(), Set.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "http=https://x.example/ | \"https://x.example/\" is a URL; write the host alone, such as api.example.com",
                "http=x.example:99999    | \"99999\" is no port; 1 to 65535",
                "http=x.example@10.0.0.0 | \"10.0.0.0\" is no network; write 10.0.0.0/8",
                "http                    | it asks for none; write http=VALUE",
                "kv=lots                 | \"lots\" is no size; write 1MiB",
                "sql=write               | \"write\" is no mode of sql; read or readwrite",
                "secrets=*               | \"*\" is no exact name",
                "events.publish=a**      | \"a**\" is no glob: at most one * in each segment between dots",
                "filesystem=../etc       | \"../etc\" is no directory; write data or /srv/data:readwrite",
                "native=wasm             | \"wasm\" is no sandbox level; full, limited or none",
                "limits.memory=much      | is no limit; write limits.memory=128MiB",
                "limits                  | it asks for no limit above the defaults; write limits.memory=128MiB",
                "env=TZ                  | it asks for no such variable",
                "args                    | it asks for none",
                "cache=1                 | takes no value; write cache",
                "root                    | is nothing that can be granted; such as http=HOST, kv, secrets=NAME,"
                        + " native=limited, limits.memory=128MiB, env=NAME, args, plaintext"
            })
    void part_isRefused_whenItCannotBeRead(String part, String message) {
        assertThatThrownBy(() -> new AskPart(Ask.NOTHING).parse(part))
                .isInstanceOf(PermissionText.Unreadable.class)
                .hasMessage(message);
    }

    @Test
    void command_isOneWordForTheShell_whateverAGuestPutIn() {
        assertThat(GrantCommand.of(Asks.WEATHER, List.of("secrets=A;rm -rf '/'\u202e")))
                .isEqualTo("mortise grant weather 'secrets=A;rm -rf '\\''/'\\''\\u202e'");
        assertThat(GrantCommand.of(Asks.WEATHER, List.of("native=" + Sandbox.LIMITED.text())))
                .isEqualTo("mortise grant weather native=limited");
    }
}

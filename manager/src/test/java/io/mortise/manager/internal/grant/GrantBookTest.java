package io.mortise.manager.internal.grant;

import static io.mortise.manager.internal.grant.Asks.API;
import static io.mortise.manager.internal.grant.Asks.PUBLISH;
import static io.mortise.manager.internal.grant.Asks.WEATHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.Sandbox;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import io.mortise.manager.internal.audit.DecisionLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantBookTest {
    private static final Origin HERE = new Origin("dir:.");
    private static final Origin ELSEWHERE = new Origin("dir:../theirs");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T16:10:00.5Z"));

    @TempDir
    Path home;

    private DecisionLog decisions;
    private GrantBook book;

    @BeforeEach
    void open() {
        decisions = DecisionLog.open(home.resolve("decisions.jsonl"));
        book = GrantBook.open(home.resolve("grants.yaml"), decisions, CLOCK);
    }

    @AfterEach
    void close() {
        decisions.close();
    }

    private Verdict decide(Ask ask) {
        return book.decide(WEATHER, HERE, ask, GrantPolicy.STORED);
    }

    private Verdict declared(Ask ask) {
        return book.decide(WEATHER, HERE, ask, GrantPolicy.AS_DECLARED);
    }

    private Permissions given(Verdict verdict) {
        Verdict.Granted granted = (Verdict.Granted) verdict;
        return granted.live().given().permissions(granted.ask());
    }

    private void grant(Ask ask, String... parts) {
        book.grant(WEATHER, HERE, ask, List.of(parts), "ada");
    }

    private void deny(Ask ask, String... parts) {
        book.deny(WEATHER, HERE, ask, List.of(parts), "ada");
    }

    @Test
    void pluginThatAsksForNothing_runsAtOnce() {
        assertThat(given(decide(Ask.NOTHING))).isEqualTo(Permissions.NONE);
    }

    @Test
    void plugin_waits_untilItsWholeAskIsGranted() {
        Ask ask = Asks.of(API, PUBLISH);

        assertThat(decide(ask))
                .isEqualTo(new Verdict.Waiting(
                        List.of("events.publish=weather.*", "http=api.weather.example"),
                        List.of(
                                "may publish events weather.*",
                                "may send GET requests to api.weather.example on port 443, with secret WEATHER_API_KEY"),
                        List.of(
                                "mortise grant weather",
                                "mortise grant weather 'events.publish=weather.*'",
                                "mortise grant weather http=api.weather.example")));

        grant(ask, "http=api.weather.example");
        assertThat(decide(ask)).isInstanceOf(Verdict.Waiting.class);

        grant(ask, "events.publish=weather.*");
        assertThat(given(decide(ask))).isEqualTo(ask.permissions());
    }

    @Test
    void wholeAsk_isGivenByOneGrant_andOutlivesTheManager() {
        grant(Asks.everything());

        GrantBook next = GrantBook.open(home.resolve("grants.yaml"), decisions, CLOCK);

        assertThat(next.decide(WEATHER, HERE, Asks.everything(), GrantPolicy.STORED))
                .isInstanceOf(Verdict.Granted.class);
        assertThat(next.all()).isEqualTo(book.all());
    }

    @Test
    void file_isReadableAndStable() throws IOException {
        grant(Asks.everything());
        book.deny(WEATHER, HERE, Asks.everything(), List.of("http=*.maps.example", "jobs"), "grace h.");
        book.grant(PluginId.of("notes"), new Origin("key:ab12"), Asks.of(Permission.Kv.STANDARD), List.of(), "ada");
        book.deny(PluginId.of("old"), HERE, Ask.NOTHING, List.of(), "ada");

        assertThat(Files.readString(home.resolve("grants.yaml"))).isEqualTo(golden("grants.golden.yaml"));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = GrantBookTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void goldenFile_isReadAsWritten() throws IOException {
        Files.writeString(home.resolve("grants.yaml"), golden("grants.golden.yaml"));

        assertThat(book.reread()).isTrue();
        assertThat(book.problems()).isEmpty();
        assertThat(GrantsText.of(book.all())).isEqualTo(golden("grants.golden.yaml"));
    }

    @Test
    void namesakeFromAnotherOrigin_getsNothing() {
        Ask ask = Asks.of(API);
        grant(ask);

        Verdict verdict = book.decide(WEATHER, ELSEWHERE, ask, GrantPolicy.STORED);

        assertThat(((Verdict.Waiting) verdict).diff())
                .containsExactly(
                        "origin changed: granted to dir:., this is dir:../theirs",
                        "may send GET requests to api.weather.example on port 443, with secret WEATHER_API_KEY");
        assertThat(given(book.decide(WEATHER, ELSEWHERE, Ask.NOTHING, GrantPolicy.STORED)))
                .isEqualTo(Permissions.NONE);
        assertThat(given(decide(ask))).isEqualTo(ask.permissions());
    }

    @Test
    void grantToAnotherOrigin_takesItFromTheFirst() {
        Ask ask = Asks.of(API);
        grant(ask);
        Verdict first = decide(ask);

        book.grant(WEATHER, ELSEWHERE, ask, List.of(), "ada");

        assertThat(given(first)).isEqualTo(Permissions.NONE);
        assertThat(given(book.decide(WEATHER, ELSEWHERE, ask, GrantPolicy.STORED)))
                .isEqualTo(ask.permissions());
    }

    @Test
    void widening_isToldInWords_andOnlyWhatIsNew() {
        grant(Asks.of(API, new Permission.Kv(1 << 20)));

        Verdict.Waiting waiting = (Verdict.Waiting) decide(Asks.everything());

        assertThat(waiting.diff())
                .containsExactly(
                        "may run as a process (limited): it can do whatever the host's user can",
                        "runs \"python3\", found in the host's PATH",
                        "speaks the protocol raw",
                        "is started with the arguments \"main.py\" \"--fast\"",
                        "gets the variable MODE=\"a: b\"",
                        "gets the variable TZ=\"UTC\"",
                        "speaks without TLS",
                        "may use the application's function chat.send",
                        "may use a cache of its own",
                        "may publish events weather.*",
                        "may receive events user.moved",
                        "may read /srv/maps",
                        "may read and write its own data",
                        "may send requests to *.maps.example",
                        "may queue jobs for itself",
                        "may send mail to *@example.org",
                        "may call the plugin geo",
                        "may read the secret WEATHER_API_KEY",
                        "may read a database of its own",
                        "limits.timeout of 2m instead of the default",
                        "limits.memory of 128MiB instead of the default",
                        "limits.concurrency of 100 instead of the default");
    }

    @Test
    void widening_tellsWhatWasGivenUntilNow() {
        grant(Asks.of(new Permission.Kv(1 << 20), Asks.process(Sandbox.FULL)), "kv", "native", "limits.memory=128MiB");

        Ask wider = new Ask(
                Permissions.of(new Permission.Kv(2 << 20), Asks.process(Sandbox.NONE)),
                LimitText.limits(Map.of("memory", 256L << 20)),
                Ask.Start.NONE,
                false);

        assertThat(((Verdict.Waiting) decide(wider)).diff())
                .containsExactly(
                        "may run as a process (none): it can do whatever the host's user can"
                                + " (until now: run as a process in a full sandbox)",
                        "may keep up to 2MiB of key-value data of its own"
                                + " (until now: keep up to 1MiB of key-value data of its own)",
                        "limits.memory of 256MiB instead of 128MiB");
    }

    @Test
    void deny_actsOnALiveGrantAtOnce_andThePluginLivesWithoutIt() {
        Ask ask = Asks.of(API, PUBLISH);
        grant(ask);
        Verdict running = decide(ask);
        List<String> told = new ArrayList<>();
        ((Verdict.Granted) running).live().onChange(() -> told.add("changed"));

        deny(ask, "http");

        assertThat(given(running)).isEqualTo(Permissions.of(PUBLISH));
        assertThat(told).containsExactly("changed");
        assertThat(given(decide(ask))).isEqualTo(Permissions.of(PUBLISH));

        grant(ask);
        assertThat(given(running)).isEqualTo(ask.permissions());
    }

    @Test
    void deny_ofEverything_waitsForANewGrant() {
        Ask ask = Asks.of(API);
        grant(ask);
        Verdict running = decide(ask);

        deny(ask);

        assertThat(given(running)).isEqualTo(Permissions.NONE);
        assertThat(((Verdict.Waiting) decide(ask)).diff())
                .containsExactly(
                        "everything was taken back by ada at 2026-11-21T16:10:00Z",
                        "may send GET requests to api.weather.example on port 443, with secret WEATHER_API_KEY");
    }

    @Test
    void deny_ofAProcess_isNothingItCanLiveWithout() {
        Ask ask = Asks.of(Asks.process(Sandbox.LIMITED), API);
        grant(ask);

        deny(ask, "native");

        assertThat(((Verdict.Waiting) decide(ask)).missing()).containsExactly("native=limited");
    }

    @Test
    void deny_ofAPartOfAPattern_isRefused() {
        Ask ask = Asks.of(PUBLISH);
        grant(ask);

        assertThatThrownBy(() -> deny(ask, "events.publish=weather.storm"))
                .hasMessage("weather: \"events.publish=weather.storm\" is only a part of events.publish=weather.*;"
                        + " deny that and grant what should stay [BAD_INPUT]");
        assertThat(given(decide(ask))).isEqualTo(ask.permissions());
    }

    @Test
    void grant_ofAPartOfWhatWasTakenBack_isRefused_becauseItWouldHaveNoEffect() {
        Ask ask = Asks.of(PUBLISH);
        declared(ask);
        deny(ask, "events.publish");

        assertThatThrownBy(() -> grant(ask, "events.publish=weather.storm"))
                .hasMessage("weather: \"events.publish=weather.storm\" was taken back with events.publish=weather.*;"
                        + " grant that first [BAD_INPUT]");
        assertThat(given(declared(ask))).isEqualTo(Permissions.NONE);
    }

    @Test
    void bookThatIsBrokenFromTheStart_letsOnlyThoseRunWhoAskForNothing() throws IOException {
        Files.writeString(home.resolve("grants.yaml"), "version: 2\n");
        book = GrantBook.open(home.resolve("grants.yaml"), decisions, CLOCK);

        assertThat(decide(Ask.NOTHING)).isInstanceOf(Verdict.Granted.class);
        assertThat(((Verdict.Waiting) declared(Asks.of(API))).diff())
                .containsExactly(
                        "grants cannot be read: grants.yaml:1: version: "
                                + book.problems().get(0).problem(),
                        "may send GET requests to api.weather.example on port 443, with secret WEATHER_API_KEY");
        assertThat(Files.readString(home.resolve("grants.yaml"))).isEqualTo("version: 2\n");
    }

    @Test
    void changesOfManyThreads_areAllThere_liveAndOnTheDisk() throws Exception {
        int threads = 8;
        List<PluginId> plugins = IntStream.range(0, threads)
                .mapToObj(i -> PluginId.of("plugin-" + i))
                .toList();
        Ask ask = Asks.of(API, PUBLISH);
        List<Verdict> live = plugins.stream()
                .map(plugin -> book.decide(plugin, HERE, ask, GrantPolicy.AS_DECLARED))
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (PluginId plugin : plugins) {
                tasks.add(executor.submit(() -> takeAndGive(plugin, ask)));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(live).allSatisfy(verdict -> assertThat(given(verdict)).isEqualTo(Permissions.of(API)));
        assertThat(GrantBook.open(home.resolve("grants.yaml"), decisions, CLOCK).all())
                .isEqualTo(book.all())
                .hasSize(threads);
        assertThat(Files.readString(home.resolve("decisions.jsonl")).lines()).hasSize(threads * 15);
    }

    private void takeAndGive(PluginId plugin, Ask ask) {
        for (int i = 0; i < 5; i++) {
            book.deny(plugin, HERE, ask, List.of("http"), "ada");
            book.grant(plugin, HERE, ask, List.of("http"), "ada");
            book.deny(plugin, HERE, ask, List.of("events.publish"), "ada");
        }
    }

    @Test
    void grant_refusesEveryPartItCannotRead_andGivesNothing() {
        assertThatThrownBy(() -> grant(Asks.of(API), "http=api.weather.example", "kv=x", "root"))
                .hasMessageStartingWith(
                        "weather: \"kv=x\" \"x\" is no size; write 1MiB; \"root\" is nothing that can be" + " granted;")
                .hasMessageEndingWith("[BAD_INPUT]");
        assertThat(book.all()).isEmpty();
    }

    @Test
    void asDeclared_givesTheAskOfEachGeneration() {
        Verdict old = declared(Asks.of(API));
        Verdict successor = declared(Asks.of(PUBLISH));

        assertThat(given(old)).isEqualTo(Permissions.of(API));
        assertThat(given(successor)).isEqualTo(Permissions.of(PUBLISH));
        assertThat(Files.exists(home.resolve("grants.yaml"))).isFalse();
    }

    @Test
    void deny_beatsAsDeclared_andOutlivesTheManager() {
        Ask ask = Asks.of(API, PUBLISH);
        Verdict running = declared(ask);

        deny(ask, "http=api.weather.example");

        assertThat(given(running)).isEqualTo(Permissions.of(PUBLISH));
        GrantBook next = GrantBook.open(home.resolve("grants.yaml"), decisions, CLOCK);
        assertThat(given(next.decide(WEATHER, HERE, ask, GrantPolicy.AS_DECLARED)))
                .isEqualTo(Permissions.of(PUBLISH));
    }

    @Test
    void grantOfOnePart_afterEverythingWasDenied_doesNotBringTheRestBack() {
        Ask ask = Asks.of(API, PUBLISH);
        declared(ask);
        deny(ask);

        grant(ask, "http");

        assertThat(given(declared(ask))).isEqualTo(Permissions.of(API));
    }

    @Test
    void policyThatIsNoLongerAsDeclared_narrowsWhatRuns() {
        Verdict running = declared(Asks.of(API));

        decide(Asks.of(API));

        assertThat(given(running)).isEqualTo(Permissions.NONE);
    }

    @Test
    void brokenFile_givesNothingToAnybody_andSaysWhy() throws IOException {
        Ask ask = Asks.of(API);
        grant(ask);
        Verdict running = decide(ask);
        String sound = Files.readString(home.resolve("grants.yaml"));

        Files.writeString(home.resolve("grants.yaml"), sound.replace("permissions:", "permisions:"));
        assertThat(book.reread()).isTrue();

        assertThat(given(running)).isEqualTo(Permissions.NONE);
        assertThat(book.problems()).hasSize(1);
        assertThat(book.problems().get(0).toString()).startsWith("grants.yaml:7: grants.weather.permisions: ");
        assertThat(((Verdict.Waiting) decide(ask)).diff().get(0))
                .startsWith("grants cannot be read: grants.yaml:7: grants.weather.permisions: ");
        assertThat(((Verdict.Waiting) declared(ask)).commands()).isEmpty();
        assertThatThrownBy(() -> grant(ask)).hasMessageContaining("[BAD_CONFIG]");
        assertThat(Files.readString(home.resolve("grants.yaml"))).contains("permisions");

        Files.writeString(home.resolve("grants.yaml"), sound);
        assertThat(book.reread()).isTrue();
        assertThat(given(running)).isEqualTo(ask.permissions());
    }

    @Test
    void editedFile_countsAtTheNextReading() throws IOException {
        Ask ask = Asks.of(API);
        grant(ask);
        Verdict running = decide(ask);
        List<PluginId> told = new ArrayList<>();
        book.onChange(told::add);

        Files.writeString(home.resolve("grants.yaml"), "version: 1\ngrants: {}\n");

        assertThat(book.reread()).isTrue();
        assertThat(book.reread()).isFalse();
        assertThat(given(running)).isEqualTo(Permissions.NONE);
        assertThat(told).containsExactly(WEATHER);
        assertThat(Files.readString(home.resolve("decisions.jsonl")).lines().toList())
                .last()
                .asString()
                .contains("\"by\":\"grants.yaml\",\"what\":\"edit\",\"subject\":\"weather\"");
    }

    @Test
    void decision_isWrittenDown_beforeItIsAcknowledged() throws IOException {
        Ask ask = Asks.of(API);
        grant(ask);
        deny(ask);
        book.purge(WEATHER, "ada");

        assertThat(Files.readString(home.resolve("decisions.jsonl")))
                .isEqualTo(
                        """
                        {"at":"2026-11-21T16:10:00.500Z","by":"ada","what":"grant","subject":"weather","before":"",\
                        "after":"origin=dir:. http=api.weather.example"}
                        {"at":"2026-11-21T16:10:00.500Z","by":"ada","what":"deny","subject":"weather",\
                        "before":"origin=dir:. http=api.weather.example","after":"origin=dir:. denied: all"}
                        {"at":"2026-11-21T16:10:00.500Z","by":"ada","what":"purge","subject":"weather",\
                        "before":"origin=dir:. denied: all","after":""}
                        """);
        assertThat(book.all()).isEmpty();
    }

    @Test
    void deny_actsAlsoWhereItCannotBeStored_andGrantDoesNot() throws IOException {
        Ask ask = Asks.of(API);
        grant(ask);
        Verdict running = decide(ask);
        // A directory in the place of the temporary file: nothing can be written, whoever we are.
        Files.createDirectories(home.resolve(".grants.yaml.tmp/full"));

        assertThatThrownBy(() -> deny(ask))
                .hasMessageStartingWith("weather: deny could not be stored in ")
                .hasMessageEndingWith("[SERVICE_FAILED]");
        assertThat(given(running)).isEqualTo(Permissions.NONE);

        assertThatThrownBy(() -> grant(ask)).hasMessageEndingWith("[SERVICE_FAILED]");
        assertThat(given(running)).isEqualTo(Permissions.NONE);
    }
}

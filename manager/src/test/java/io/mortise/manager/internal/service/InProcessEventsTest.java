package io.mortise.manager.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.PluginId;
import io.mortise.api.Subject;
import io.mortise.api.host.EventService.Ask;
import io.mortise.api.host.EventService.Event;
import io.mortise.api.host.EventService.Subscription;
import io.mortise.api.host.HostCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InProcessEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T16:10:00.123456Z");
    private static final HostCall CALL = new HostCall(
            new Subject(PluginId.of("weather"), "1.0.0", 1),
            "weather-0123456789ab",
            new CallId(1),
            Caller.APPLICATION.withTenant("acme"),
            CallChain.EMPTY,
            Deadline.after(Duration.ofSeconds(30)),
            Cancellation.NONE,
            Optional.of("00-1-2-01"));

    private final InProcessEvents events =
            InProcessEvents.open(InstantSource.fixed(NOW), new EventQueue.Redelivery(3, Duration.ofMillis(1)));
    private final List<Event> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        events.close();
    }

    private static Ask ask(String type, String data) {
        return new Ask(type, "", data, "");
    }

    private List<String> receivedData() {
        return received.stream().map(Event::data).toList();
    }

    @Test
    void emitted_arrivesWithWhatTheHostSays() {
        events.subscribe("weather.*", received::add);

        String id = events.emit(CALL, new Ask("weather.storm", "Paris", "{\"force\":9}", ""));

        await().until(() -> received.size() == 1);
        assertThat(received)
                .containsExactly(new Event(
                        id,
                        "/plugins/weather",
                        "weather.storm",
                        "Paris",
                        NOW,
                        "{\"force\":9}",
                        Optional.of("acme"),
                        Optional.of("00-1-2-01")));
        assertThat(id).startsWith("weather-0123456789ab/");
    }

    @Test
    void event_isWrittenAsACloudEvent() {
        Event event = new Event(
                "w/1",
                "/plugins/weather",
                "weather.storm",
                "P\"s",
                NOW,
                "{\"force\":9}",
                Optional.of("acme"),
                Optional.of("00-1-2-01"));
        Event bare = new Event("w/2", "/mortise", "mortise.started", "", NOW, "", Optional.empty(), Optional.empty());

        assertThat(CloudEventJson.encode(event))
                .asString()
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"w/1\",\"source\":\"/plugins/weather\","
                        + "\"type\":\"weather.storm\",\"subject\":\"P\\\"s\",\"time\":\"2026-11-21T16:10:00.123Z\","
                        + "\"tenant\":\"acme\",\"traceparent\":\"00-1-2-01\","
                        + "\"datacontenttype\":\"application/json\",\"data\":{\"force\":9}}");
        assertThat(CloudEventJson.encode(bare))
                .asString()
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"w/2\",\"source\":\"/mortise\","
                        + "\"type\":\"mortise.started\",\"time\":\"2026-11-21T16:10:00.123Z\"}");
    }

    @Test
    void subscriber_hearsOnlyWhatItsGlobTakes_inOrder_untilItCloses() {
        Subscription subscription = events.subscribe("a.*", received::add);
        for (int i = 0; i < 100; i++) {
            events.emit(CALL, ask("a.b", Integer.toString(i)));
            events.emit(CALL, ask("b.a", "\"no\""));
        }

        await().until(() -> received.size() == 100);
        assertThat(receivedData())
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 100)
                        .mapToObj(Integer::toString)
                        .toList());

        subscription.close();
        events.subscribe("end", received::add);
        events.emit(CALL, ask("a.b", "\"late\""));
        events.emit(CALL, ask("end", "\"end\""));
        await().until(() -> receivedData().contains("\"end\""));
        assertThat(receivedData()).doesNotContain("\"late\"");
    }

    @Test
    void sameIdempotencyKey_isPublishedOnce() {
        events.subscribe("*", received::add);

        String first = events.emit(CALL, new Ask("a", "", "1", "key"));
        String second = events.emit(CALL, new Ask("a", "", "2", "key"));
        events.emit(CALL, ask("a", "3"));

        await().until(() -> received.size() == 2);
        assertThat(second).isEqualTo(first);
        assertThat(receivedData()).containsExactly("1", "3");
    }

    @Test
    void subscriberThatThrows_getsTheEventAgain_beforeTheNext_andNotForEver() {
        List<String> seen = new CopyOnWriteArrayList<>();
        events.subscribe("*", event -> {
            seen.add(event.data());
            if (event.data().equals("\"bad\"") || seen.size() == 1) {
                throw new IllegalStateException("no");
            }
        });

        events.emit(CALL, ask("a", "1"));
        events.emit(CALL, ask("a", "\"bad\""));
        events.emit(CALL, ask("a", "2"));

        await().until(() -> seen.contains("2"));
        assertThat(seen).containsExactly("1", "1", "\"bad\"", "\"bad\"", "\"bad\"", "2");
    }

    @Test
    void slowSubscriber_holdsUpNobody_andLosesOnlyWhatItHasNoRoomFor() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<String> slow = new CopyOnWriteArrayList<>();
        events.subscribe("*", event -> {
            awaitQuietly(go);
            slow.add(event.type());
        });
        List<String> fast = new CopyOnWriteArrayList<>();
        events.subscribe("*", event -> fast.add(event.type()));
        String data = '"' + "x".repeat(250_000) + '"';

        for (int i = 0; i < 40; i++) {
            int before = i;
            events.emit(CALL, ask("t" + i, data));
            await().until(() -> fast.size() == before + 1);
        }
        go.countDown();

        // 4 MiB hold eight of them: a char counts for two bytes.
        await().until(() -> slow.size() == 8);
        assertThat(slow).containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_endsItsThreads() {
        events.subscribe("*", received::add);
        events.emit(CALL, ask("a", "1"));
        await().until(() -> received.size() == 1);

        events.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("mortise/events-") && thread.isAlive()));
    }
}

package io.mortise.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.api.Call;
import io.mortise.api.Canceller;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a guest finds when it calls its host: every service, on whose behalf, and how a refusal comes back. */
@Timeout(60)
public abstract class HostContract extends RunnerContract {
    @Test
    void kv_keepsWhatWasSet() {
        start();

        assertRejected(
                failure("kv_get", "k"),
                StatusCode.NOT_FOUND,
                failure("kv_get", "k").userText());
        assertThat(ask("kv_set", "k 0 one")).isEqualTo("1");
        assertThat(ask("kv_set", "k 0 two")).isEqualTo("2");
        assertThat(ask("kv_get", "k")).isEqualTo("two");
        assertThat(ask("kv_version", "k")).isEqualTo("2");
        assertThat(ask("kv_cas", "k 2 0 three")).isEqualTo("3");
        assertRejected(failure("kv_cas", "k 2 0 four"), StatusCode.ABORTED, "has version 3, not 2");
        assertThat(ask("kv_set", "l 0 x")).isEqualTo("1");
        assertThat(ask("kv_list", "- - 10")).isEqualTo("[\"k\",\"l\"]");
        assertThat(ask("kv_list", "- k 10")).isEqualTo("[\"l\"]");
        assertThat(ask("kv_delete", "k")).isEqualTo("ok");
        assertThat(ask("kv_list", "k - 10")).isEqualTo("[]");
    }

    @Test
    void kv_keepsAnEmptyValue() {
        start();

        ask("kv_set", "empty 0 ");

        assertThat(ask("kv_get", "empty")).isEmpty();
    }

    @Test
    void cache_keepsWhatWasSet() {
        start();

        assertThat(ask("cache_set", "k 1000 v")).isEqualTo("ok");
        assertThat(ask("cache_get", "k")).isEqualTo("v");
        assertThat(ask("cache_delete", "k")).isEqualTo("ok");
        assertThat(failure("cache_get", "k").code()).isEqualTo(StatusCode.NOT_FOUND);
    }

    @Test
    void http_sendsHeadAndBody() {
        start();
        host.web((call, ask) -> new HttpAnswer(
                201,
                Map.of("x-test", List.of("yes")),
                (ask.method()
                                + ' '
                                + ask.url()
                                + ' '
                                + ask.headers().get("accept")
                                + ' '
                                + new String(ask.body(), UTF_8))
                        .getBytes(UTF_8)));

        String head =
                "{\"method\":\"POST\",\"url\":\"https://api.example/x\",\"headers\":{\"accept\":[\"text/plain\"]}}";

        assertThat(ask("http_post", head + "\nbody")).isEqualTo("201\nPOST https://api.example/x [text/plain] body");
    }

    @Test
    void refusal_reachesTheGuestAsItsStatus_whateverTheService() {
        start();
        host.deny("kv")
                .deny("cache")
                .deny("http")
                .deny("events")
                .deny("secrets")
                .deny("plugins");
        host.deny("app").deny("jobs").deny("sql").deny("mail");

        assertDenied("kv_get", "k", "kv");
        assertDenied("kv_set", "k 0 v", "kv");
        assertDenied("kv_delete", "k", "kv");
        assertDenied("kv_list", "- - 1", "kv");
        assertDenied("kv_cas", "k 0 0 v", "kv");
        assertDenied("kv_version", "k", "kv");
        assertDenied("cache_get", "k", "cache");
        assertDenied("cache_set", "k 0 v", "cache");
        assertDenied("cache_delete", "k", "cache");
        assertDenied("http", "{\"method\":\"GET\",\"url\":\"https://x.example/\",\"headers\":{}}", "http");
        assertDenied("emit_event", "{\"type\":\"contract.a\"}", "events");
        assertDenied("secret", "TOKEN", "secrets");
        assertDenied("plugin_call", "{\"plugin\":\"other\",\"function\":\"f\"}\np", "plugins");
        assertDenied("app_call", "app.echo\np", "app");
        assertDenied("enqueue", "{\"job\":\"j\",\"payload\":{}}", "jobs");
        assertDenied("sql_query", "{\"sql\":\"select 1\",\"params\":[]}", "sql");
        assertDenied("sql_exec", "{\"sql\":\"select 1\",\"params\":[]}", "sql");
        assertDenied("mail_send", "{}", "mail");
        assertServing();
    }

    private void assertDenied(String function, String input, String permission) {
        assertRejected(failure(function, input), StatusCode.PERMISSION_DENIED, permission + " is not granted");
    }

    @Test
    void services_answerWhatTheyHave() {
        start();

        assertThat(ask("secret", "TOKEN")).isEqualTo("s3cret");
        assertThat(failure("secret", "OTHER").code()).isEqualTo(StatusCode.NOT_FOUND);
        assertThat(ask("plugin_call", "{\"plugin\":\"other\",\"function\":\"f\"}\npay"))
                .isEqualTo("other/f/pay");
        assertThat(ask("enqueue", "{\"job\":\"nightly\",\"payload\":{}}")).contains("job-nightly");
        assertThat(ask("sql_query", "{\"sql\":\"select 1\",\"params\":[]}")).isEqualTo("[{\"one\":1}]");
        assertThat(ask("sql_exec", "{\"sql\":\"delete\",\"params\":[]}")).isEqualTo("{\"rows\":1}");
        assertThat(ask("mail_send", "{}")).isEmpty();
    }

    @Test
    void emit_carriesTypeSubjectDataAndKey() {
        start();

        String id = ask(
                "emit_event",
                "{\"type\":\"contract.moved\",\"subject\":\"ada\",\"data\":{\"to\":\"Paris\"},\"idempotency_key\":\"k1\"}");

        assertThat(id).isEqualTo("event-1");
        assertThat(host.emitted)
                .containsExactly(new EventService.Ask("contract.moved", "ada", "{\"to\":\"Paris\"}", "k1"));
    }

    @Test
    void config_findsAPointer() {
        start();
        host.config("/units", "\"celsius\"");

        assertThat(ask("config", "/units")).isEqualTo("\"celsius\"");
        assertRejected(failure("config", "/nothing"), StatusCode.NOT_FOUND, "no config at /nothing");
    }

    @Test
    void log_keepsLevelAndFields() {
        start();

        ask("log", "3 careful now");

        await().untilAsserted(() -> assertThat(host.logged)
                .contains(new LogLine(LogLine.Level.WARN, "careful now", "{\"from\":\"guest\"}", LogLine.Stream.LOG)));
    }

    @Test
    void stdout_isALogLine() {
        start();

        ask("stdout", "printed");

        await().untilAsserted(() -> assertThat(host.logged).anySatisfy(line -> {
            assertThat(line.message()).isEqualTo("printed");
            assertThat(line.stream()).isEqualTo(LogLine.Stream.STDOUT);
        }));
    }

    @Test
    void hostCall_isMadeForItsCall() {
        start();
        Call call = call("app_call", "app.echo\nx").withCaller(tenant("acme")).withChain(through("outer"));

        runner.call(call);

        HostCall context = host.made.get(host.made.size() - 1).getValue();
        assertThat(context.id()).isEqualTo(call.id());
        assertThat(context.caller()).isEqualTo(call.caller());
        assertThat(context.deadline()).isEqualTo(call.deadline());
        assertThat(context.chain().holds(bundle.subject().plugin())).isTrue();
        assertThat(context.chain().depth()).isEqualTo(2);
    }

    @Test
    void hostsOwnException_reachesTheGuestWithoutItsText() {
        start();
        host.app((call, payload) -> {
            throw new IllegalStateException("password=hunter2");
        });

        PluginException failure = failure("app_call", "app.echo\nx");

        assertThat(failure.failure()).isEqualTo(Failure.REJECTED);
        assertThat(failure.code()).isEqualTo(StatusCode.INTERNAL);
        assertThat(failure.getMessage()).doesNotContain("hunter2");
        assertServing();
    }

    @Test
    void deadline_endsTheCall_whenItPassesInsideTheHost() {
        start();
        host.app((call, payload) -> {
            await().atMost(Duration.ofSeconds(10)).until(() -> call.deadline().hasPassed());
            throw new HostFailure(StatusCode.DEADLINE_EXCEEDED, "too late");
        });

        PluginException failure = failure(within(call("app_call", "app.echo\nx"), Duration.ofMillis(300)));

        assertThat(failure.failure()).isEqualTo(Failure.DEADLINE_PASSED);
        assertServing();
    }

    @Test
    void cancellation_reachesTheHostCall() {
        start();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        host.app((call, payload) -> {
            call.cancellation().onCancel(told::countDown);
            inside.countDown();
            try {
                if (!told.await(10, TimeUnit.SECONDS)) {
                    throw new HostFailure(StatusCode.INTERNAL, "was not told");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new HostFailure(StatusCode.CANCELLED, "gone");
        });
        Canceller canceller = cancelWhen(() -> CallContract.awaitLatch(inside));

        PluginException failure = failure(call("app_call", "app.echo\nx").withCancellation(canceller));

        assertThat(failure.failure()).isEqualTo(Failure.CANCELLED);
        assertThat(told.getCount()).isZero();
        assertServing();
    }
}

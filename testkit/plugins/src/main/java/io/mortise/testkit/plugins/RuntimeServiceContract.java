package io.mortise.testkit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.mortise.api.Caller;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.PluginState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a guest finds behind the real gate, whichever runtime it has, and what it is refused. */
public abstract class RuntimeServiceContract extends SharedHomeContract {
    private final HttpServer server = serve();

    @Override
    final void open(ContractHome fresh) {
        fresh.settings("config: { contract: { units: celsius } }\nsecrets: { file: secrets.env }\n")
                .file("secrets.env", "TOKEN=sesame-open\n");
        OwnerOnly.make(fresh.directory().resolve("secrets.env"));
        fresh.plugin()
                .asks(ContractPlugin.ASKS
                        .replace("kv: {}", "kv: { max_bytes: 2KiB }")
                        .replace("{ host: \"*\" }", "{ host: \"127.0.0.1\", ports: [" + port() + "] }"))
                .with(
                        """
                        contributes:
                          event: [ { id: on_event, type: contract.* } ]
                        config_schema:
                          type: object
                          properties:
                            units: { type: string, enum: [celsius, kelvin] }
                            days: { type: integer, default: 3 }
                        """)
                .write();
        fresh.plugin("other").write();
        fresh.open();
    }

    @AfterAll
    final void stopServer() {
        server.stop(0);
    }

    private static HttpServer serve() {
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            fresh.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 5);
                exchange.getResponseBody().write("fine!".getBytes(UTF_8));
                exchange.close();
            });
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static String get(String url) {
        return "{\"method\":\"GET\",\"url\":\"" + url + "\",\"headers\":{}}";
    }

    @Test
    void config_isCompletedByTheSchema() {
        assertThat(home.ask("config", "/units")).isEqualTo("\"celsius\"");
        assertThat(home.ask("config", "/days")).isEqualTo("3");
        assertThat(home.failure("config", "/nothing").detail())
                .isEqualTo(new Detail.Rejection(StatusCode.NOT_FOUND, "no config at /nothing"));
    }

    @Test
    void kv_keepsVersionsListsAndCompares() {
        assertThat(home.ask("kv_set", "a 0 one")).isEqualTo("1");
        assertThat(home.ask("kv_cas", "a 1 0 two")).isEqualTo("2");
        assertThat(home.failure("kv_cas", "a 1 0 three").code()).isEqualTo(StatusCode.ABORTED);
        assertThat(home.ask("kv_get", "a")).isEqualTo("two");
        assertThat(home.ask("kv_version", "a")).isEqualTo("2");
        home.ask("kv_set", "b 0 x");
        assertThat(home.ask("kv_list", "- a 10")).contains("\"b\"").doesNotContain("\"a\"");
        assertThat(home.ask("kv_delete", "a")).isEqualTo("ok");
        assertThat(home.failure("kv_get", "a").code()).isEqualTo(StatusCode.NOT_FOUND);
    }

    @Test
    void kv_isApartForEachTenantAndPlugin_andBounded() {
        home.ask("kv_set", "mine 0 ours");
        home.plugins().call(home.request("kv_set", "mine 0 theirs").withTenant("acme"));

        assertThat(home.ask("kv_get", "mine")).isEqualTo("ours");
        assertThat(home.plugins()
                        .call(home.request("kv_get", "mine").withTenant("acme"))
                        .text())
                .isEqualTo("theirs");
        assertThat(home.failure(io.mortise.manager.CallRequest.of("other", "kv_get", "mine"))
                        .code())
                .isEqualTo(StatusCode.NOT_FOUND);
        assertThat(home.failure("kv_set", "big 0 " + "x".repeat(2000)).code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
    }

    @Test
    void cache_keepsAndForgets() {
        home.ask("cache_set", "k 60000 v");

        assertThat(home.ask("cache_get", "k")).isEqualTo("v");
        home.ask("cache_delete", "k");
        assertThat(home.failure("cache_get", "k").code()).isEqualTo(StatusCode.NOT_FOUND);
    }

    @Test
    void http_reachesWhatIsGranted_andNothingElse() {
        assertThat(home.ask("http", get("http://127.0.0.1:" + port() + "/"))).isEqualTo("200\nfine!");

        PluginException denied = home.failure("http", get("http://127.0.0.2:" + port() + "/"));
        assertThat(denied.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(denied.getMessage()).contains("mortise grant contract http=127.0.0.2");
        assertThat(home.plugins().audit("contract"))
                .anySatisfy(call ->
                        assertThat(call.allowed() + " " + call.operation()).isEqualTo("false http.request"));
    }

    @Test
    void secret_isGivenByName_andRedactedInTheLog() {
        assertThat(home.ask("secret", "TOKEN")).isEqualTo("sesame-open");
        assertThat(home.failure("secret", "OTHER").code()).isEqualTo(StatusCode.PERMISSION_DENIED);

        home.ask("log", "2 the word is sesame-open");

        await().untilAsserted(() -> assertThat(home.plugins().logs("contract", 0))
                .anySatisfy(line -> assertThat(line.line().message()).startsWith("the word is ")));
        assertThat(home.plugins().logs("contract", 0))
                .noneSatisfy(line -> assertThat(line.line().message()).contains("sesame-open"));
    }

    @Test
    void stdout_isALogLine() {
        home.ask("stdout", "printed");

        await().untilAsserted(() -> assertThat(home.plugins().logs("contract", 0))
                .anySatisfy(line -> assertThat(line.line().message()).isEqualTo("printed")));
    }

    @Test
    void event_reachesWhoSubscribed_asACloudEvent() {
        home.ask("emit_event", "{\"type\":\"contract.moved\",\"data\":{\"to\":\"Paris\"}}");

        await().ignoreExceptions().untilAsserted(() -> assertThat(home.ask("kv_get", "event"))
                .contains("\"specversion\":\"1.0\"", "\"type\":\"contract.moved\"", "\"to\":\"Paris\""));
        assertThat(home.failure("emit_event", "{\"type\":\"elsewhere.moved\"}").code())
                .isEqualTo(StatusCode.PERMISSION_DENIED);
        home.ask("kv_delete", "event");
    }

    @Test
    void applicationsFunction_learnsWhoCalls() {
        home.plugins()
                .call(home.request("app_call", "app.echo\nhi")
                        .withCaller(Caller.application("ada").withTenant("acme")));

        List<HostCall> calls = home.appCalls();
        HostCall call = calls.get(calls.size() - 1);
        assertThat(call.plugin()).hasToString("contract@1.0.0#1");
        assertThat(call.caller()).isEqualTo(Caller.application("ada").withTenant("acme"));
        assertThat(home.failure("app_call", "app.other\nhi").code()).isEqualTo(StatusCode.PERMISSION_DENIED);
    }

    @Test
    void service_thatIsNotThere_isNamedWithWhatToAdd() {
        for (String function : List.of("sql_query", "sql_exec")) {
            PluginException failure = home.failure(function, "{\"sql\":\"select 1\",\"params\":[]}");
            assertThat(failure.code()).isEqualTo(StatusCode.UNIMPLEMENTED);
            assertThat(failure.getMessage()).contains("host service sql is not there; this version brings none");
        }
        assertThat(home.failure("enqueue", "{\"job\":\"j\",\"payload\":{}}").code())
                .isEqualTo(StatusCode.UNIMPLEMENTED);
        assertThat(home.failure("mail_send", "{\"to\":[\"a@example.org\"],\"subject\":\"s\",\"text\":\"t\"}")
                        .code())
                .isEqualTo(StatusCode.UNIMPLEMENTED);
    }

    @Test
    void otherPlugin_seesWhoCallsIt() {
        String answer = home.ask("plugin_call", "{\"plugin\":\"other\",\"function\":\"call_info\"}\n");

        assertThat(answer).contains("\"caller\"", "contract");
        assertThat(home.failure("plugin_call", "{\"plugin\":\"third\",\"function\":\"echo\"}\n")
                        .code())
                .isEqualTo(StatusCode.PERMISSION_DENIED);
    }

    @Test
    void failureOfAnotherPlugin_crossesAsAStatusWithoutItsText() {
        PluginException trapped = home.failure("plugin_call", "{\"plugin\":\"other\",\"function\":\"trap\"}\n");
        PluginException rejected = home.failure("plugin_call", "{\"plugin\":\"other\",\"function\":\"fail\"}\n9 no");

        assertThat(trapped.failure()).isEqualTo(Failure.REJECTED);
        assertThat(trapped.code()).isEqualTo(StatusCode.INTERNAL);
        assertThat(rejected.code()).isEqualTo(StatusCode.FAILED_PRECONDITION);
        assertThat(home.status().state()).isEqualTo(PluginState.RUNNING);
    }

    @Test
    void chain_ofCalls_endsAtDepthEight() {
        assertThat(home.ask("plugin_call", nested(7))).isEqualTo("bottom");

        PluginException failure = home.failure("plugin_call", nested(8));

        assertThat(failure.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
        assertThat(home.ask("plugin_call", nested(7))).isEqualTo("bottom");
    }

    @Test
    void chain_maySeeItsOwnPluginAgain() {
        assertThat(home.ask("plugin_call", "{\"plugin\":\"contract\",\"function\":\"echo\"}\nmyself"))
                .isEqualTo("myself");
    }

    /** Input of {@code plugin_call} whose chain has so many calls below it, to and fro between the two plugins. */
    private static String nested(int below) {
        String input = "bottom";
        for (int level = below; level >= 1; level--) {
            String callee = level % 2 == 1 ? "other" : "contract";
            String function = level == below ? "echo" : "plugin_call";
            input = "{\"plugin\":\"" + callee + "\",\"function\":\"" + function + "\"}\n" + input;
        }
        return input;
    }
}

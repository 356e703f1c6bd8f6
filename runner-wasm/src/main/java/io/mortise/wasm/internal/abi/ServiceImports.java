package io.mortise.wasm.internal.abi;

import io.mortise.api.host.EventService;
import io.mortise.api.host.JobService;
import io.mortise.api.host.StatusCode;
import java.util.Set;

/** The services with one import or two: events, sql, mail, secrets, jobs, plugins, app. */
final class ServiceImports {
    private ServiceImports() {}

    static long emitEvent(Exchange x, long[] a) {
        Ask ask = Ask.parse(
                "event_emit", Ranges.text(x, "event_emit", a, 0), Set.of("type", "subject", "data", "idempotency_key"));
        String data = ask.any("data").map(Json::write).orElse("");
        return x.mailbox.deliver(x.host()
                .events()
                .emit(
                        x.context(),
                        new EventService.Ask(
                                ask.text("type"),
                                ask.textOrEmpty("subject"),
                                data,
                                ask.textOrEmpty("idempotency_key"))));
    }

    static long query(Exchange x, long[] a) {
        return x.mailbox.deliver(x.host().sql().query(x.context(), Ranges.bytes(x, "sql_query", a, 0)));
    }

    static long execute(Exchange x, long[] a) {
        return x.mailbox.deliver(x.host().sql().execute(x.context(), Ranges.bytes(x, "sql_exec", a, 0)));
    }

    static long mail(Exchange x, long[] a) {
        x.host().mail().send(x.context(), Ranges.bytes(x, "mail_send", a, 0));
        return 0;
    }

    static long secret(Exchange x, long[] a) {
        String name = Ranges.text(x, "secret_get", a, 0);
        return x.host()
                .secrets()
                .get(x.context(), name)
                .map(x.mailbox::deliver)
                .orElseGet(() -> x.mailbox.refuse(StatusCode.NOT_FOUND, "no secret \"" + name + '"'));
    }

    static long enqueue(Exchange x, long[] a) {
        Ask ask = Ask.parse(
                "job_enqueue",
                Ranges.text(x, "job_enqueue", a, 0),
                Set.of("job", "payload", "run_at", "idempotency_key"));
        byte[] payload = ask.any("payload").map(Json::bytes).orElseGet(() -> new byte[0]);
        return x.mailbox.deliver(x.host()
                .jobs()
                .enqueue(
                        x.context(),
                        new JobService.Ask(
                                ask.text("job"), payload, ask.instant("run_at"), ask.textOrEmpty("idempotency_key"))));
    }

    static long callPlugin(Exchange x, long[] a) {
        Ask head = Ask.parse(
                "plugin_call", Ranges.text(x, "plugin_call", a, 0), Set.of("plugin", "function", "timeout_ms"));
        byte[] payload = Ranges.bytes(x, "plugin_call", a, 2);
        return x.mailbox.deliver(x.host()
                .plugins()
                .call(x.context(), head.text("plugin"), head.text("function"), payload, head.millis("timeout_ms")));
    }

    static long callApp(Exchange x, long[] a) {
        String function = Ranges.text(x, "app_call", a, 0);
        byte[] payload = Ranges.bytes(x, "app_call", a, 2);
        return x.mailbox.deliver(x.host().app().call(x.context(), function, payload));
    }
}

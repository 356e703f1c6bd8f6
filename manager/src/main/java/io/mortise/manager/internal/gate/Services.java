package io.mortise.manager.internal.gate;

import io.mortise.api.host.CacheService;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HttpService;
import io.mortise.api.host.JobService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.SqlService;
import io.mortise.manager.internal.audit.Redactor;
import java.util.Optional;

/** Every service as one generation sees it, each behind the same door. */
final class Services implements AutoCloseable {
    private final Passage passage;
    private final HttpSessions sessions;
    private final GatedSecrets secrets;
    private final KvService kv;
    private final CacheService cache;
    private final HostApi.HttpApi http;
    private final EventService events;
    private final SqlService sql;
    private final MailService mail;
    private final JobService jobs;
    private final HostApi.PluginCalls plugins;
    private final HostApi.AppCalls app;

    Services(Gate gate, Door door, HostServices services, Redactor redactor) {
        passage = new Passage(door);
        secrets = new GatedSecrets(passage, redactor, services.find(SecretService.class));
        sessions = new HttpSessions(services.find(HttpService.class), rules(gate, door, services.http()));
        kv = new GatedKv(door, services.find(KvService.class));
        cache = new GatedCache(door, services.find(CacheService.class));
        http = new GatedHttp(door, passage, sessions, services.http().trace());
        events = new GatedEvents(door, passage, services.find(EventService.class));
        sql = new GatedSql(passage, services.find(SqlService.class));
        mail = new GatedMail(door, passage, services.find(MailService.class));
        jobs = new GatedJobs(passage, services.find(JobService.class));
        plugins = new GatedPlugins(passage, services.plugins());
        app = new GatedApp(passage, services.functions());
    }

    private HttpService.Rules rules(Gate gate, Door door, HttpRules settings) {
        return new HttpService.Rules(
                gate.subject(),
                () -> door.view().http(),
                settings.addresses(),
                settings.proxy(),
                settings.maxBodyBytes(),
                name -> door.view().httpSecrets().contains(name)
                        ? secrets.read(gate.background(), name)
                        : Optional.empty());
    }

    Passage passage() {
        return passage;
    }

    KvService kv() {
        return kv;
    }

    CacheService cache() {
        return cache;
    }

    HostApi.HttpApi http() {
        return http;
    }

    EventService events() {
        return events;
    }

    SecretService secrets() {
        return secrets;
    }

    SqlService sql() {
        return sql;
    }

    MailService mail() {
        return mail;
    }

    JobService jobs() {
        return jobs;
    }

    HostApi.PluginCalls plugins() {
        return plugins;
    }

    HostApi.AppCalls app() {
        return app;
    }

    @Override
    public void close() {
        sessions.close();
    }
}

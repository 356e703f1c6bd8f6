package io.mortise.manager;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.CacheService;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HttpService;
import io.mortise.api.host.JobService;
import io.mortise.api.host.KvService;
import io.mortise.api.host.MailService;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.ServiceProvider;
import io.mortise.api.host.SqlService;
import io.mortise.manager.internal.gate.HostFunctions;
import io.mortise.manager.internal.gate.HostServices;
import io.mortise.manager.internal.gate.HttpRules;
import io.mortise.manager.internal.gate.PluginCaller;
import io.mortise.manager.internal.service.EnvSecrets;
import io.mortise.manager.internal.service.FileSecrets;
import io.mortise.manager.internal.service.InProcessEvents;
import io.mortise.manager.internal.service.MemoryCache;
import io.mortise.manager.internal.service.MemoryKv;
import io.mortise.manager.internal.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * The host services of one manager: what the application set, else what settings choose, else what the class path has,
 * else our own that need no set-up.
 */
final class Services implements AutoCloseable {
    private static final long CACHE_BYTES = 16L << 20;
    private static final Map<String, Class<?>> NAMES = Map.of(
            "kv", KvService.class,
            "cache", CacheService.class,
            "http", HttpService.class,
            "events", EventService.class,
            "secrets", SecretService.class,
            "sql", SqlService.class,
            "mail", MailService.class,
            "jobs", JobService.class);

    private final Map<Class<?>, Object> byType = new LinkedHashMap<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private Services() {}

    /** @throws PluginException BAD_CONFIG when settings choose a back end that is not there */
    static Services open(Setup setup, Settings settings, Home home) {
        Services services = new Services();
        services.byType.putAll(setup.services);
        try {
            List<ServiceProvider<?>> found = providers();
            settings.services().forEach((name, backend) -> services.choose(name, backend, found, home));
            found.forEach(provider -> services.offer(provider, home));
            services.fill(settings, home);
        } catch (PluginException e) {
            services.close();
            throw e;
        }
        return services;
    }

    private static List<ServiceProvider<?>> providers() {
        List<ServiceProvider<?>> all = new ArrayList<>();
        for (ServiceProvider<?> each : ServiceLoader.load(ServiceProvider.class, Services.class.getClassLoader())) {
            all.add(each);
        }
        return all;
    }

    private void choose(String name, String backend, List<ServiceProvider<?>> found, Home home) {
        Class<?> type = NAMES.get(name);
        if (type == null || byType.containsKey(type) || backend.equals("memory")) {
            return;
        }
        ServiceProvider<?> provider = found.stream()
                .filter(each -> each.type() == type && each.backend().equals(backend))
                .findFirst()
                .orElseThrow(() -> missing(name, backend));
        open(provider, home);
    }

    private static PluginException missing(String name, String backend) {
        String place = "mortise.yaml: services." + name;
        String problem = "wants \"" + backend + "\", no module on the class path has it, and this version brings none;"
                + " choose memory, or set a service on the manager's builder";
        return PluginException.of(
                Failure.BAD_CONFIG,
                place,
                problem,
                new Detail.Violations(List.of(new Detail.Violation(place, problem))));
    }

    private void offer(ServiceProvider<?> provider, Home home) {
        if (!byType.containsKey(provider.type())) {
            open(provider, home);
        }
    }

    private void open(ServiceProvider<?> provider, Home home) {
        try {
            java.nio.file.Path state = home.state("services").resolve(provider.backend());
            Home.createPrivate(state);
            Object service = provider.open(new ServiceProvider.Context(state));
            byType.put(provider.type(), service);
            if (service instanceof AutoCloseable closeable) {
                opened.add(closeable);
            }
        } catch (IOException e) {
            throw PluginException.of(
                            Failure.SERVICE_FAILED,
                            "service " + provider.backend(),
                            "has no place for its files: " + e,
                            new Detail.Service(provider.backend(), "open", String.valueOf(e.getMessage())))
                    .causedBy(e);
        }
    }

    private void fill(Settings settings, Home home) {
        byType.computeIfAbsent(KvService.class, type -> new MemoryKv());
        byType.computeIfAbsent(CacheService.class, type -> new MemoryCache(CACHE_BYTES));
        byType.computeIfAbsent(EventService.class, type -> {
            InProcessEvents events = InProcessEvents.open();
            opened.add(events);
            return events;
        });
        byType.computeIfAbsent(SecretService.class, type -> settings.secretsFile()
                .<SecretService>map(file -> FileSecrets.open(home.directory().resolve(file)))
                .orElseGet(() -> new EnvSecrets(System.getenv())));
    }

    HostServices behindGates(Settings settings, HostFunctions functions, PluginCaller plugins) {
        Map<String, Set<String>> addresses = new LinkedHashMap<>();
        settings.http().addresses().forEach((host, nets) -> addresses.put(host, Set.copyOf(nets)));
        HttpRules rules = new HttpRules(
                addresses,
                settings.http().proxy(),
                settings.http().maxBodyBytes(),
                settings.http().trace());
        return new HostServices(byType, rules, functions, plugins);
    }

    <S> Optional<S> find(Class<S> type) {
        return Optional.ofNullable(byType.get(type)).map(type::cast);
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Services.class).warn("a host service did not close", e);
            }
        }
    }
}

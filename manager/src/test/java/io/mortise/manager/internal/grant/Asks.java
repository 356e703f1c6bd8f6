package io.mortise.manager.internal.grant;

import io.mortise.api.PluginId;
import io.mortise.api.Sandbox;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Asks to test with. */
final class Asks {
    static final PluginId WEATHER = PluginId.of("weather");

    static final Permission.Http API = new Permission.Http(
            "api.weather.example", Set.of("GET"), Set.of(443), Optional.of("WEATHER_API_KEY"), Set.of());

    static final Permission PUBLISH = new Permission.Named(Permission.Named.Kind.EVENTS_PUBLISH, "weather.*");

    private Asks() {}

    static Ask of(Permission... permissions) {
        return Ask.NOTHING.withPermissions(Permissions.of(permissions));
    }

    static Permission named(Permission.Named.Kind kind, String pattern) {
        return new Permission.Named(kind, pattern);
    }

    static Permission process(Sandbox level) {
        return new Permission.Native(level);
    }

    /** One of everything there is. */
    static Ask everything() {
        Permissions all = Permissions.of(
                process(Sandbox.LIMITED),
                API,
                Permission.Http.to("*.maps.example"),
                new Permission.Kv(1 << 20),
                new Permission.Plain(Permission.Plain.Service.CACHE),
                new Permission.Plain(Permission.Plain.Service.JOBS),
                PUBLISH,
                named(Permission.Named.Kind.EVENTS_SUBSCRIBE, "user.moved"),
                new Permission.Filesystem("data", true),
                new Permission.Filesystem("/srv/maps", false),
                new Permission.Sql(false),
                named(Permission.Named.Kind.MAIL, "*@example.org"),
                named(Permission.Named.Kind.SECRETS, "WEATHER_API_KEY"),
                named(Permission.Named.Kind.PLUGINS, "geo"),
                named(Permission.Named.Kind.APP, "chat.send"));
        LimitsAsk limits = new LimitsAsk(
                Optional.of(Duration.ofMinutes(2)),
                Optional.empty(),
                OptionalLong.of(128L << 20),
                OptionalLong.empty(),
                OptionalInt.of(100),
                Optional.empty());
        Ask.Start process =
                new Ask.Start("python3", "raw", List.of("main.py", "--fast"), Map.of("TZ", "UTC", "MODE", "a: b"));
        return new Ask(all, limits, process, true);
    }
}

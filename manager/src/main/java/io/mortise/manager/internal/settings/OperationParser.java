package io.mortise.manager.internal.settings;

import io.mortise.api.host.LogLine;
import io.mortise.manager.internal.yaml.YamlView;
import java.util.Locale;

/** The settings of running plugins: reload, health, restart, log. */
final class OperationParser {
    private OperationParser() {}

    static Settings.Reload reload(YamlView reload) {
        Settings.Reload otherwise = Settings.Reload.STANDARD;
        return new Settings.Reload(
                reload.get("debounce").duration().orElse(otherwise.debounce()),
                reload.get("quiet").duration().orElse(otherwise.quiet()),
                reload.get("drain_timeout").duration().orElse(otherwise.drainTimeout()),
                reload.get("probation").duration().orElse(otherwise.probation()));
    }

    static Settings.Health health(YamlView health) {
        Settings.Health otherwise = Settings.Health.STANDARD;
        return new Settings.Health(
                health.get("interval").duration().orElse(otherwise.interval()),
                health.get("deadline").duration().orElse(otherwise.deadline()),
                health.get("misses").number(otherwise.misses()));
    }

    static Settings.Restart restart(YamlView restart) {
        Settings.Restart otherwise = Settings.Restart.STANDARD;
        BackoffText.Range backoff = restart.get("backoff")
                .text()
                .flatMap(BackoffText::parse)
                .orElse(new BackoffText.Range(otherwise.first(), otherwise.last()));
        return new Settings.Restart(
                backoff.first(),
                backoff.last(),
                restart.get("max").text().flatMap(RateText::parse).orElse(otherwise.max()));
    }

    static Settings.Log log(YamlView log) {
        Settings.Log otherwise = Settings.Log.STANDARD;
        return new Settings.Log(
                log.get("lines_per_second").number(otherwise.linesPerSecond()),
                log.get("keep").number(otherwise.keep()),
                Settings.Audit.valueOf(log.get("audit").text("file").toUpperCase(Locale.ROOT)),
                SettingsParser.byPlugin(log.get("level"), view -> level(view.text(""))),
                log.get("level").get("*").text().map(OperationParser::level).orElse(otherwise.levelOfOthers()));
    }

    private static LogLine.Level level(String text) {
        return LogLine.Level.valueOf(text.toUpperCase(Locale.ROOT));
    }
}

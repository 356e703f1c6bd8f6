package io.mortise.manager;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.settings.Settings;
import io.mortise.manager.internal.settings.SettingsReader;
import io.mortise.manager.internal.settings.SettingsReading;
import java.nio.file.Path;
import java.util.List;

/** The settings that hold now, and the file they are read from again. */
final class SettingsBook {
    private final Path file;
    private final EventHub hub;
    private final FileStamp stamp;
    private volatile Settings settings;

    private SettingsBook(Path file, EventHub hub, Settings settings, FileStamp stamp) {
        this.file = file;
        this.hub = hub;
        this.settings = settings;
        this.stamp = stamp;
    }

    /** @throws PluginException BAD_CONFIG with every problem */
    static SettingsBook open(Path file, EventHub hub) {
        FileStamp stamp = FileStamp.of(file);
        SettingsReading reading = SettingsReader.read(file);
        if (reading instanceof SettingsReading.Valid valid) {
            return new SettingsBook(file, hub, valid.settings(), stamp);
        }
        SettingsReading.Invalid invalid = (SettingsReading.Invalid) reading;
        throw PluginException.of(
                Failure.BAD_CONFIG, file, Problems.line(invalid.problems()), new Detail.Violations(invalid.problems()));
    }

    Settings now() {
        return settings;
    }

    /** Reads the file when it changed. Bad settings are told and the old ones stay; true when others hold now. */
    boolean reread() {
        if (!stamp.hasChanged()) {
            return false;
        }
        SettingsReading reading = SettingsReader.read(file);
        if (reading instanceof SettingsReading.Invalid invalid) {
            hub.notice(true, file + ": refused, the settings before stay: " + Problems.line(invalid.problems()));
            return false;
        }
        Settings next = ((SettingsReading.Valid) reading).settings();
        if (next.equals(settings)) {
            return false;
        }
        List<String> late = Unenforced.late(settings, next);
        settings = next;
        hub.notice(false, file + ": the settings changed");
        if (!late.isEmpty()) {
            hub.notice(true, file + ": " + String.join(", ", late) + " hold from the next opening on");
        }
        return true;
    }
}

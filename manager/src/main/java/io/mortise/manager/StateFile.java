package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.Remembered.Said;
import io.mortise.manager.internal.audit.DurableFiles;
import io.mortise.manager.internal.json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What must survive the manager. A decision is on the disk before it is acknowledged; what the manager only notes is
 * written with the next one, or soon, and serving goes on when that cannot be.
 */
final class StateFile {
    private final Path file;

    /** Held by who writes the file; taken before {@link #lock}. */
    private final Object writing = new Object();

    private final Object lock = new Object();
    private StateContent content;
    private boolean changed;
    private volatile boolean gathers;
    private volatile Optional<String> trouble = Optional.empty();

    private StateFile(Path file, StateContent content) {
        this.file = file;
        this.content = content;
    }

    /** @throws PluginException BAD_CONFIG when it is of a newer version or damaged */
    static StateFile open(Path file) {
        if (!Files.exists(file)) {
            return new StateFile(file, StateContent.NOTHING);
        }
        try {
            byte[] json = Files.readAllBytes(file);
            StateContent content = StateContent.parse(json);
            if (StateContent.isOld(json)) {
                DurableFiles.replace(file.resolveSibling(file.getFileName() + ".v1"), json);
            }
            return new StateFile(file, content);
        } catch (IOException | BadJson e) {
            throw unusable(file, "cannot be read: " + e.getMessage()).causedBy(e);
        } catch (StateContent.Newer e) {
            throw unusable(file, String.valueOf(e.getMessage())).causedBy(e);
        }
    }

    /** The next generation's number. */
    long nextGeneration(PluginId plugin) {
        synchronized (lock) {
            long next = content.plugin(plugin).generation() + 1;
            content = content.with(plugin, content.plugin(plugin).numbered(next));
            changed = true;
            return next;
        }
    }

    Remembered of(PluginId plugin) {
        return now().plugin(plugin);
    }

    StateContent now() {
        synchronized (lock) {
            return content;
        }
    }

    /** @throws PluginException SERVICE_FAILED when it cannot be stored: then nothing was decided */
    void decide(PluginId plugin, UnaryOperator<Remembered> change) {
        decide(now -> now.with(plugin, change.apply(now.plugin(plugin))));
    }

    /** @throws PluginException as above */
    void decide(UnaryOperator<StateContent> change) {
        synchronized (writing) {
            synchronized (lock) {
                StateContent next = change.apply(content);
                write(next);
                content = next;
                changed = false;
            }
        }
    }

    void disable(PluginId plugin, String by, String at) {
        decide(plugin, entry -> entry.disabled(new Said(by, at)));
    }

    void enable(PluginId plugin) {
        decide(plugin, entry -> entry.disabled(Said.NOTHING));
    }

    /** Remembered now, written soon. */
    void note(PluginId plugin, UnaryOperator<Remembered> change) {
        synchronized (lock) {
            Remembered before = content.plugin(plugin);
            Remembered after = change.apply(before);
            if (!after.equals(before)) {
                content = content.with(plugin, after);
                changed = true;
            }
        }
    }

    /**
     * Writes what was noted; false when that cannot be done now, which {@link #trouble} then tells. Notes are taken while
     * it writes, and whoever waits here meanwhile finds them written together: a thousand first starts are not a thousand
     * writes.
     */
    boolean save() {
        if (gathers) {
            return true;
        }
        synchronized (writing) {
            Optional<StateContent> noted = takeNoted();
            try {
                noted.ifPresent(this::write);
                return true;
            } catch (PluginException e) {
                synchronized (lock) {
                    changed = true;
                }
                return false;
            }
        }
    }

    /**
     * From here to {@link #endGathering} what is noted is only remembered; decisions are written as ever, with all that
     * was noted before. For the first start of all plugins, of which nobody has been told anything yet.
     */
    void gather() {
        gathers = true;
    }

    /** Writes what was gathered. */
    void endGathering() {
        gathers = false;
        boolean ignored = save();
    }

    private Optional<StateContent> takeNoted() {
        synchronized (lock) {
            Optional<StateContent> noted = changed ? Optional.of(content) : Optional.empty();
            changed = false;
            return noted;
        }
    }

    /** Why the last write was not possible; empty when it was. */
    Optional<String> trouble() {
        return trouble;
    }

    private void write(StateContent next) {
        try {
            DurableFiles.replace(file, next.json());
            trouble = Optional.empty();
        } catch (IOException e) {
            PluginException failure = PluginException.of(
                            Failure.SERVICE_FAILED,
                            "state " + file,
                            "cannot be written: " + e + "; look at that disk's space and permissions",
                            new Detail.Service("state", "write", String.valueOf(e.getMessage())))
                    .causedBy(e);
            trouble = Optional.of(String.valueOf(failure.getMessage()));
            throw failure;
        }
    }

    private static PluginException unusable(Path file, String problem) {
        return PluginException.of(
                Failure.BAD_CONFIG,
                file,
                problem + "; use the manager that wrote it, or move the file away",
                new Detail.Violations(List.of(new Detail.Violation(file.toString(), problem))));
    }
}

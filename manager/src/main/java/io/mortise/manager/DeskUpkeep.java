package io.mortise.manager;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The desk's verbs about versions and the whole manager. */
final class DeskUpkeep {
    private final PluginManager manager;

    DeskUpkeep(PluginManager manager) {
        this.manager = manager;
    }

    Object reload(DeskArguments arguments) {
        String plugin = arguments.text("plugin");
        return DeskViews.outcome(
                arguments.flag("noRollback")
                        ? manager.plugin(plugin).versions().reloadWithoutRollback()
                        : manager.reload(plugin));
    }

    /** Says who is left without it. */
    Object enable(DeskArguments arguments) {
        return DeskStatus.view(manager.enable(arguments.text("plugin"), by(arguments)));
    }

    Object disable(DeskArguments arguments) {
        String plugin = arguments.text("plugin");
        List<String> dependents = manager.plugin(plugin).dependents().stream()
                .map(Object::toString)
                .toList();
        Map<String, Object> view = new LinkedHashMap<>(DeskStatus.view(manager.disable(plugin, by(arguments))));
        view.put("dependents", dependents);
        return view;
    }

    Object rollback(DeskArguments arguments) {
        return DeskViews.outcome(versions(arguments).rollback(by(arguments)));
    }

    /** Without {@code floor}: what runs now. */
    Object pin(DeskArguments arguments) {
        Optional<String> floor = arguments.optional("floor");
        return DeskStatus.view(
                floor.isPresent()
                        ? versions(arguments).floor(floor.get(), by(arguments))
                        : versions(arguments).pin(by(arguments)));
    }

    Object unpin(DeskArguments arguments) {
        return DeskStatus.view(versions(arguments).unpin(by(arguments)));
    }

    Object reset(DeskArguments arguments) {
        return DeskStatus.view(versions(arguments).reset(by(arguments)));
    }

    /** {@code what} is a plugin's name or the hash of content; {@code lift} takes it back. */
    Object quarantine(DeskArguments arguments) {
        String what = arguments.text("what");
        boolean lift = arguments.flag("lift");
        if (what.length() == 64) {
            if (lift) {
                manager.oversight().lift(what, by(arguments));
            } else {
                manager.oversight().quarantine(what, by(arguments));
            }
            return oversight();
        }
        PluginVersions versions = manager.plugin(what).versions();
        return DeskStatus.view(lift ? versions.reset(by(arguments)) : versions.quarantine(by(arguments)));
    }

    Object freeze(DeskArguments arguments) {
        manager.oversight().freeze(by(arguments));
        return oversight();
    }

    Object thaw(DeskArguments arguments) {
        manager.oversight().thaw(by(arguments));
        return oversight();
    }

    private Map<String, Object> oversight() {
        Map<String, Object> view = new LinkedHashMap<>();
        manager.oversight().frozen().ifPresent(who -> view.put("frozen", who));
        view.put("quarantined", manager.oversight().quarantined());
        view.put("degraded", manager.oversight().degraded());
        return view;
    }

    static Map<String, Object> view(PluginStatus.Versions versions) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("differs", versions.differs());
        versions.trialUntil().ifPresent(at -> view.put("trialUntil", at.toString()));
        view.put("pinned", versions.pinned());
        view.put("floor", versions.floor());
        versions.lastRollback().ifPresent(last -> {
            Map<String, Object> rollback = new LinkedHashMap<>();
            rollback.put("at", last.at().toString());
            rollback.put("from", last.from().toString());
            rollback.put("to", last.to().toString());
            rollback.put("reason", last.reason());
            view.put("lastRollback", rollback);
        });
        return view;
    }

    private PluginVersions versions(DeskArguments arguments) {
        return manager.plugin(arguments.text("plugin")).versions();
    }

    private static String by(DeskArguments arguments) {
        return arguments.optional("by").orElse("operator");
    }
}

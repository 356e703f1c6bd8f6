package io.mortise.manager;

import io.mortise.api.manifest.Permission;
import io.mortise.api.manifest.Permissions;
import java.util.function.Consumer;

/**
 * Says once, when the first plugin that asks for secrets starts, that they come from the environment: processes below
 * sandbox {@code full} can read that without asking. Told to listeners on the event thread.
 */
final class SecretsNotice implements Consumer<PluginEvent> {
    private final EventHub hub;
    private final Slots slots;
    private boolean said;

    SecretsNotice(EventHub hub, Slots slots) {
        this.hub = hub;
        this.slots = slots;
    }

    @Override
    public void accept(PluginEvent event) {
        if (said
                || !(event instanceof PluginEvent.StateChanged step)
                || !step.to().isServing()) {
            return;
        }
        said = slots.find(step.subject().plugin())
                .flatMap(Slot::live)
                .filter(live -> asksForSecrets(live.prepared().manifest().permissions()))
                .isPresent();
        if (said) {
            hub.notice(
                    true,
                    "secrets come from this process's environment, which plugins that run as processes below sandbox"
                            + " full can read too; " + step.subject().plugin()
                            + " asks for some: name a file of them with secrets.file in mortise.yaml");
        }
    }

    static boolean asksForSecrets(Permissions asked) {
        return asked.of(Permission.Named.class).anyMatch(each -> each.kind() == Permission.Named.Kind.SECRETS)
                || asked.of(Permission.Http.class).anyMatch(each -> each.auth().isPresent());
    }
}

package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.SecretService;
import io.mortise.manager.internal.audit.HostOperation;
import io.mortise.manager.internal.audit.Redactor;
import java.util.Optional;

/** Secrets by exact name. What was read once is taken out of everything this plugin writes from then on. */
final class GatedSecrets implements SecretService {
    private final Passage passage;
    private final Redactor redactor;
    private final Optional<SecretService> service;

    GatedSecrets(Passage passage, Redactor redactor, Optional<SecretService> service) {
        this.passage = passage;
        this.redactor = redactor;
        this.service = service;
    }

    @Override
    public Optional<String> get(HostCall call, String name) {
        Passage.Want want = new Passage.Want(
                HostOperation.SECRETS_GET, name, view -> view.names().secrets().by(name), view -> view.names()
                        .secrets()
                        .text());
        return passage.through(call, want, found -> 0, inner -> read(inner, name));
    }

    /** For a request's {@code auth}: the host adds it, the guest never sees it. Granted with the request's host. */
    Optional<String> read(HostCall call, String name) {
        SecretService secrets = service.orElseThrow(() -> Absent.of(HostOperation.SECRETS_GET));
        Optional<String> value = secrets.get(call, name);
        value.ifPresent(redactor::learn);
        return value;
    }
}

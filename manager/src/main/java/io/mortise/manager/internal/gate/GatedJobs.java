package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.JobService;
import io.mortise.manager.internal.audit.HostOperation;
import java.util.Optional;

/** Jobs that this plugin queues for itself. */
final class GatedJobs implements JobService {
    private final Passage passage;
    private final Optional<JobService> service;

    GatedJobs(Passage passage, Optional<JobService> service) {
        this.passage = passage;
        this.service = service;
    }

    @Override
    public String enqueue(HostCall call, Ask ask) {
        Passage.Want want = new Passage.Want(
                HostOperation.JOBS_ENQUEUE, ask.job(), view -> view.flags().jobs(), view -> view.flags()
                        .jobs());
        return passage.through(call, want, id -> ask.payload().length, inner -> {
            Caps.name("job's id", ask.job());
            Caps.name("idempotency key", ask.idempotencyKey());
            Caps.value(ask.payload());
            return service.orElseThrow(() -> Absent.of(HostOperation.JOBS_ENQUEUE))
                    .enqueue(inner, ask);
        });
    }
}

package io.mortise.manager;

import io.mortise.api.Origin;
import io.mortise.api.Source;

/** Where the files of one plugin lie. */
record Place(Supply supply, Source.Candidate candidate) {
    Origin origin() {
        return supply.source().origin();
    }

    /** Tells places apart. */
    String key() {
        return origin() + "/" + candidate.name();
    }

    /** For messages. */
    String shown() {
        return candidate.path().toString();
    }
}

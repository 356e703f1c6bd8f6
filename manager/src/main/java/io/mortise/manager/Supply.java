package io.mortise.manager;

import io.mortise.api.Source;

/** A source and where the grants of its plugins come from. */
record Supply(Source source, GrantPolicy grants) {}

package io.mortise.testkit.guest;

import tools.jackson.databind.json.JsonMapper;

/** JSON; loaded with the first value, not at start. */
final class Values {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Values() {}
}

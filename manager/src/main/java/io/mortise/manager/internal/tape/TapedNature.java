package io.mortise.manager.internal.tape;

import io.mortise.api.host.Nature;

/** Clocks and random numbers through a tape. */
record TapedNature(Tape tape, Nature real) implements Nature {
    @Override
    public long wallNanos() {
        return tape.ask("clock", "wall", real::wallNanos, Codec.NUMBER);
    }

    @Override
    public long monotonicNanos() {
        return tape.ask("clock", "monotonic", real::monotonicNanos, Codec.NUMBER);
    }

    @Override
    public void random(byte[] into) {
        byte[] bytes = tape.ask(
                "random",
                String.valueOf(into.length),
                () -> {
                    byte[] drawn = new byte[into.length];
                    real.random(drawn);
                    return drawn;
                },
                Codec.BYTES);
        System.arraycopy(bytes, 0, into, 0, into.length);
    }
}

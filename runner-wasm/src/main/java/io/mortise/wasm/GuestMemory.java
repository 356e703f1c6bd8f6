package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.HostCall;
import io.mortise.wasm.internal.extism.UserFunction;

/**
 * The memory that a guest of the dialect {@code extism} shares with the host, while one of its calls runs. Blocks are
 * known by handles, which travel as i64. Only the thread that runs the function.
 */
public final class GuestMemory {
    private final UserFunction.Blocks blocks;

    GuestMemory(UserFunction.Blocks blocks) {
        this.blocks = blocks;
    }

    /** A copy of a block; empty for handle 0. What is no handle traps the guest. */
    public byte[] read(long handle) {
        return blocks.read(handle);
    }

    /** The same as UTF-8 text. */
    public String text(long handle) {
        return new String(read(handle), UTF_8);
    }

    /** A new block, the guest's to free; 0 for no bytes. Ends the guest with LIMIT_REACHED when there is no room. */
    public long store(byte[] content) {
        return blocks.store(content);
    }

    /** The same from text, as UTF-8. */
    public long store(String text) {
        return store(text.getBytes(UTF_8));
    }

    /** Lets a block go that the guest handed over. */
    public void free(long handle) {
        blocks.free(handle);
    }

    /** Whose call it is, and how long it may take. */
    public HostCall call() {
        return blocks.call();
    }
}

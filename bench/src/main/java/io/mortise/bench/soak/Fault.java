package io.mortise.bench.soak;

import io.mortise.api.RuntimeKind;
import io.mortise.testkit.plugins.ContractPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is wrong with a version: nothing, something that a reload meets before the swap, or only callers afterwards. */
enum Fault {
    NONE("", "app_call: { timeout: 60s }"),
    /** Step 2. */
    MANIFEST("colour: red\n", "app_call: { timeout: 60s }"),
    /** Step 2: it does not fit what is configured. */
    CONFIG("config_schema: { type: object, required: [a] }\n", "app_call: { timeout: 60s }"),
    /** Step 3. */
    CONSENT("", "app_call: { timeout: 60s }"),
    /** Step 4: no module, no program. */
    START("", "app_call: { timeout: 60s }"),
    /** Step 5: the operator's probe call is answered with what breaks the function's schema. */
    PROBE("", "app_call: { timeout: 60s }\necho: { output: { type: array } }"),
    /** After the swap: every call runs into the function's own limit. */
    DEADLINE("", "app_call: { timeout: 1ms }"),
    /** After the swap: every answer breaks the function's own schema, which is a trap. */
    TRAP("", "app_call: { timeout: 60s, output: { type: object } }"),
    /** After the swap: the process is killed in its first call; not on wasm, which has none. */
    CRASH("", "app_call: { timeout: 60s }");

    private static final Set<Fault> AFTER = Set.of(DEADLINE, TRAP, CRASH);

    private final String more;
    private final String functions;

    Fault(String more, String functions) {
        this.more = more;
        this.functions = functions;
    }

    /** Every fault once and as many versions that are well, in an order of its own: sixteen reloads meet everything. */
    static List<Fault> shuffled(Random random, RuntimeKind runtime) {
        List<Fault> faults = new ArrayList<>(EnumSet.complementOf(EnumSet.of(NONE)));
        if (runtime == RuntimeKind.WASM) {
            faults.remove(CRASH);
        }
        faults.addAll(Collections.nCopies(faults.size(), NONE));
        Collections.shuffle(faults, random);
        return faults;
    }

    /** True when it is met by calls only. */
    boolean isAfterTheSwap() {
        return AFTER.contains(this);
    }

    void write(ContractPlugin plugin, String version) {
        String asks = this == CONSENT
                ? ContractPlugin.ASKS.replace("publish: [contract.*]", "publish: [contract.*, more.*]")
                : ContractPlugin.ASKS;
        Path directory = plugin.version(version)
                .functions(functions)
                .with(more)
                .asks(asks)
                .write();
        if (this == START) {
            spoil(directory.resolve("plugin.wasm"));
            spoil(directory.resolve("bin/contract"));
        }
    }

    private static void spoil(Path file) {
        try {
            if (Files.exists(file)) {
                Files.writeString(file, "nothing that runs");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

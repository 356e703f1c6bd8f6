package io.mortise.wasm.internal.extism;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.LogLine;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.run.Unwind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Configuration, variables and log of one instance. Handles of arguments are the host's to free. */
final class Services {
    /** Of a line; the rest is cut. */
    private static final int MAX_LINE = 8 << 10;

    /** Longer than any configuration; more of a key is not even copied. */
    private static final int MAX_CONFIG_KEY = 1 << 20;

    private static final byte[] NOTHING = {};

    private final OpenCall open;
    private final Kernel kernel;
    private final ExtismSettings settings;
    private final Variables variables;
    private Optional<Map<String, byte[]>> config = Optional.empty();

    Services(OpenCall open, Kernel kernel, ExtismSettings settings) {
        this.open = open;
        this.kernel = kernel;
        this.settings = settings;
        this.variables = new Variables(settings.maxVarBytes(), open.link().ration());
    }

    /** Without the probe, as what a guest calls often: a look into a map, with nothing to link at the end of its stack. */
    long config(long keyHandle) {
        String key = kernel.takeText(keyHandle, MAX_CONFIG_KEY);
        byte[] value = texts().get(key);
        return value == null ? 0 : stored(value);
    }

    /** It does not change while a generation lives, so an instance asks for it once. */
    private Map<String, byte[]> texts() {
        if (config.isEmpty()) {
            open.link().door().prove();
            Map<String, byte[]> texts = new HashMap<>();
            settings.config().forEach((name, text) -> texts.put(name, text.getBytes(UTF_8)));
            toHost("config_get", () -> {
                open.host().config(open.context(), "").ifPresent(json -> addTexts(json, texts));
                return 0;
            });
            config = Optional.of(texts);
        }
        return config.get();
    }

    private static void addTexts(byte[] json, Map<String, byte[]> texts) {
        if (Json.parse(new String(json, UTF_8)) instanceof Json.Obj object) {
            object.members().forEach((name, value) -> {
                String text = value instanceof Json.Text already ? already.value() : value.write();
                texts.put(name, text.getBytes(UTF_8));
            });
        }
    }

    /** Without the probe, like {@link #config}. */
    long variable(long keyHandle) {
        if (!variables.mayHaveKey(kernel.length(keyHandle))) {
            kernel.free(keyHandle);
            return 0;
        }
        return stored(variables.get(key(keyHandle)).orElse(NOTHING));
    }

    void setVariable(long keyHandle, long valueHandle) {
        open.link().door().prove();
        variables.refuseWhenDisabled();
        if (valueHandle == 0) {
            known(keyHandle).ifPresent(variables::remove);
        } else {
            variables.refuseBeyondRoom(kernel.length(keyHandle), kernel.length(valueHandle));
            variables.set(key(keyHandle), kernel.length(valueHandle), () -> kernel.take(valueHandle));
        }
    }

    /** The key, unless it is so long that no variable has it; then it is not even copied. */
    private Optional<String> known(long handle) {
        if (variables.mayHaveKey(kernel.length(handle))) {
            return Optional.of(key(handle));
        }
        kernel.free(handle);
        return Optional.empty();
    }

    /** Whatever bytes a key has, one character each. */
    private String key(long handle) {
        return new String(kernel.take(handle), ISO_8859_1);
    }

    void log(LogLine.Level level, long handle) {
        open.link().door().prove();
        String text = kernel.takeText(handle, MAX_LINE);
        toHost("log", () -> {
            open.host().log(open.context(), LogLine.of(level, text));
            return 0;
        });
    }

    private long stored(byte[] value) {
        return kernel.arena.store(value);
    }

    private void toHost(String who, java.util.function.LongSupplier work) {
        try {
            open.toHost(who, work);
        } catch (HostFailure e) {
            throw new Unwind.Fault("host", who + ": " + e.text());
        }
    }
}

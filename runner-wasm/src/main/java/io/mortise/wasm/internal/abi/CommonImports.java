package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.run.HostImport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What a guest is linked with whatever its dialect: WASI preview 1 and {@code env.abort}. One for each instance. */
public final class CommonImports {
    private static final List<KnownImport> ALL = Stream.concat(
                    Arrays.stream(WasiImport.values())
                            .map(row -> new KnownImport(WasiImport.MODULE, row.text(), row.signature(), Right.NONE)),
                    Stream.of(new KnownImport(AbortImport.MODULE, AbortImport.NAME, AbortImport.SIGNATURE, Right.NONE)))
            .toList();

    private final OpenCall open;
    private final Wasi wasi;

    public CommonImports(OpenCall open) {
        this(open, () -> true);
    }

    /** @param mayChange false while the instance may have no outside effect: its directories are then for reading */
    CommonImports(OpenCall open, BooleanSupplier mayChange) {
        this.open = open;
        this.wasi = new Wasi(open, mayChange);
    }

    public static List<KnownImport> all() {
        return ALL;
    }

    /** The import linked to this instance; empty when it is the dialect's own. */
    public Optional<HostImport> linked(ModuleShape.Import wanted) {
        if (wanted.module().equals(WasiImport.MODULE)) {
            return WasiImport.of(wanted.name())
                    .map(row ->
                            new HostImport(wanted.module(), wanted.name(), row.signature(), a -> row.call(wasi, a)));
        }
        if (wanted.module().equals(AbortImport.MODULE) && wanted.name().equals(AbortImport.NAME)) {
            return Optional.of(new HostImport(
                    wanted.module(), wanted.name(), AbortImport.SIGNATURE, a -> AbortImport.call(open.memory, a)));
        }
        return Optional.empty();
    }

    /** What the guest's own runtime wrote before it ended, in this call. */
    public String lastWords() {
        return wasi.lastWords();
    }

    /** Logs what was written without a newline at its end; for when the guest is not running. */
    public void flush() {
        wasi.flush();
    }
}

package io.mortise.wasm.internal.wasi;

/** The files of one instance, for the functions of {@link FileFunction}. Only the thread that runs the guest. */
public final class WasiDisk {
    final WasiFiles files;
    final WasiPaths paths;

    public WasiDisk(WasiContext context) {
        this.files = new WasiFiles(context);
        this.paths = new WasiPaths(context);
    }
}

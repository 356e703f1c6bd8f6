package io.mortise.wasm.internal.extism;

import io.mortise.api.Call;
import io.mortise.api.error.CallErrors;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.CommonImports;
import io.mortise.wasm.internal.abi.Entry;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestLibrary;
import io.mortise.wasm.internal.abi.GuestLink;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.run.HostImport;
import java.util.List;

/** An instance that speaks Extism. */
final class ExtismGuest implements Guest {
    /** Of what a guest says went wrong; the rest is cut. */
    private static final int MAX_ERROR = 4 << 10;

    final Kernel kernel;
    final Services services;
    final WebAsk web;
    private final ExtismDialect dialect;
    private final GuestLink link;
    private final OpenCall open;
    private final CommonImports common;
    private final UserLink users;

    ExtismGuest(ExtismDialect dialect, GuestLink link, Call idle, HostCall context) {
        this.dialect = dialect;
        this.link = link;
        this.open = new OpenCall(link, idle, context);
        this.kernel = new Kernel(link.ration());
        this.services = new Services(open, kernel, dialect.settings());
        this.web = new WebAsk(open, kernel, dialect.settings());
        this.common = new CommonImports(open);
        this.users = new UserLink(open, kernel);
    }

    @Override
    public List<HostImport> imports(ModuleShape shape) {
        return shape.imports().stream().map(this::linked).toList();
    }

    private HostImport linked(ModuleShape.Import wanted) {
        return common.linked(wanted)
                .or(() -> KernelImport.of(wanted.module(), wanted.name()).map(row -> row.linked(this)))
                .or(() -> dialect.user(wanted).map(users::linked))
                .orElseThrow();
    }

    /** As Extism's hosts do: a Haskell runtime, or what the toolchain says starts a reactor. Never {@code _start}. */
    @Override
    public void initialize(Call background, HostCall context) {
        open.begin(background, context);
        kernel.begin(new byte[0]);
        for (GuestLibrary library : link.libraries()) {
            Starts.of(library.shape()).forEach(start -> library.invoker().invoke(start.export(), start.arguments()));
        }
        Starts.of(link.shape()).forEach(start -> link.invoke(start.export(), start.arguments()));
    }

    @Override
    public boolean has(Entry entry) {
        return entry == Entry.CALL;
    }

    @Override
    public long run(Entry entry, Call call, HostCall context) {
        open.begin(call, context);
        kernel.begin(call.payload());
        web.forget();
        return link.invoke(call.function());
    }

    @Override
    public byte[] finish(Call call, long code) {
        String error = kernel.error(MAX_ERROR);
        if (!error.isEmpty()) {
            throw CallErrors.rejected(link.subject(), call.function(), StatusCode.UNKNOWN, error);
        }
        if ((int) code != 0) {
            throw CallErrors.rejected(
                    link.subject(),
                    call.function(),
                    StatusCode.UNKNOWN,
                    "returned " + (int) code + " and said nothing");
        }
        long max = link.limits().payloadBytes();
        if (kernel.outputLength() > max) {
            throw CallErrors.outputTooLarge(link.subject(), call.function(), kernel.outputLength(), max);
        }
        return kernel.output();
    }

    @Override
    public String lastWords() {
        String error = kernel.error(MAX_ERROR);
        return error.isEmpty() ? common.lastWords() : error;
    }

    @Override
    public void release() {
        common.flush();
        kernel.reset();
        web.forget();
    }
}

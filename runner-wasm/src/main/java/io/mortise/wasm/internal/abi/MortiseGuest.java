package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.error.CallErrors;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.run.HostImport;
import java.util.List;
import java.util.Optional;

/** An instance that speaks {@code mortise/1}. */
final class MortiseGuest implements Guest {
    static final String INITIALIZE = "_initialize";
    static final Signature NOTHING = new Signature("", "");

    private final GuestLink link;
    private final Exchange x;
    private final CommonImports common;
    private final boolean isGeneric;

    MortiseGuest(GuestLink link, Call idle, HostCall context) {
        this.link = link;
        this.x = new Exchange(link, idle, context);
        this.common = new CommonImports(x.open, () -> x.phase() == Exchange.Phase.CALL);
        this.isGeneric = link.shape().hasFunction(MortiseDialect.GENERIC_ENTRY, MortiseDialect.GENERIC);
    }

    @Override
    public List<HostImport> imports(ModuleShape shape) {
        return shape.imports().stream().map(this::linked).toList();
    }

    private HostImport linked(ModuleShape.Import wanted) {
        return common.linked(wanted).orElseGet(() -> {
            MortiseImport row = MortiseImport.of(wanted.name()).orElseThrow();
            return new HostImport(wanted.module(), wanted.name(), row.signature(), a -> row.call(x, a));
        });
    }

    @Override
    public void initialize(Call background, HostCall context) {
        x.begin(background, context, Exchange.Phase.START);
        if (link.shape().hasFunction(INITIALIZE, NOTHING)) {
            link.invoke(INITIALIZE);
        }
    }

    @Override
    public boolean has(Entry entry) {
        return entry == Entry.CALL || link.shape().hasFunction(entry.export(), MortiseDialect.FUNCTION);
    }

    @Override
    public long run(Entry entry, Call call, HostCall context) {
        x.begin(call, context, entry == Entry.START ? Exchange.Phase.START : Exchange.Phase.CALL);
        int length = call.payload().length;
        if (entry != Entry.CALL) {
            return link.invoke(entry.export(), length);
        }
        return isGeneric
                ? link.invoke(MortiseDialect.GENERIC_ENTRY, call.function().getBytes(UTF_8).length, length)
                : link.invoke(call.function(), length);
    }

    @Override
    public byte[] finish(Call call, long code) {
        if (x.hasError()) {
            throw CallErrors.rejected(
                    link.subject(), call.function(), x.errorCode(), new String(x.errorMessage(), UTF_8));
        }
        if ((int) code != 0) {
            throw CallErrors.rejected(
                    link.subject(),
                    call.function(),
                    StatusCode.UNKNOWN,
                    "returned " + (int) code + " and said nothing");
        }
        return x.output.take();
    }

    /** Input, output and mailbox live for one call, open files for longer. */
    @Override
    public Optional<String> hindersImage() {
        return link.descriptors().hasOpened() ? Optional.of("it had files open when it was started") : Optional.empty();
    }

    @Override
    public String lastWords() {
        return x.hasError() ? new String(x.errorMessage(), UTF_8) : common.lastWords();
    }

    @Override
    public void release() {
        common.flush();
        x.end();
    }
}

package io.mortise.wasm.internal.gonext;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.error.CallErrors;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.CommonImports;
import io.mortise.wasm.internal.abi.Entry;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestHeap;
import io.mortise.wasm.internal.abi.GuestLink;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.run.HostImport;
import io.mortise.wasm.internal.run.Unwind;
import java.util.List;

/** An instance that speaks {@code gonext}. */
final class GonextGuest implements Guest {
    private static final String INITIALIZE = "_initialize";
    private static final Signature NOTHING = new Signature("", "");
    private static final byte[] EMPTY = {};

    final OpenCall open;
    final GuestHeap heap;
    private final GuestLink link;
    private final CommonImports common;
    private byte[] reply = EMPTY;

    GonextGuest(GuestLink link, Call idle, HostCall context) {
        this.link = link;
        this.open = new OpenCall(link, idle, context);
        this.common = new CommonImports(open);
        this.heap = new GuestHeap(open, GonextDialect.ALLOCATE, GonextDialect.FREE);
    }

    @Override
    public List<HostImport> imports(ModuleShape shape) {
        return shape.imports().stream().map(this::linked).toList();
    }

    private HostImport linked(ModuleShape.Import wanted) {
        return common.linked(wanted).orElseGet(() -> {
            GonextImport row = GonextImport.of(wanted.module(), wanted.name()).orElseThrow();
            return new HostImport(wanted.module(), wanted.name(), row.signature(), a -> row.call(this, a));
        });
    }

    @Override
    public void initialize(Call background, HostCall context) {
        open.begin(background, context);
        if (link.shape().hasFunction(INITIALIZE, NOTHING)) {
            link.invoke(INITIALIZE);
        }
    }

    @Override
    public boolean has(Entry entry) {
        return entry == Entry.CALL;
    }

    /** The status; 0 is success. */
    @Override
    public long run(Entry entry, Call call, HostCall context) {
        open.begin(call, context);
        reply = EMPTY;
        Envelope envelope = Envelope.of(call.function()).orElseThrow();
        byte[] name = envelope.name(call.function()).getBytes(UTF_8);
        byte[] payload = envelope.wrapped(call.payload(), call.id()).bytes();
        int namePointer = heap.put(name);
        int payloadPointer = heap.put(payload);
        long packed = link.invoke(envelope.handler(), namePointer, name.length, payloadPointer, payload.length);
        heap.free(payloadPointer, payload.length);
        heap.free(namePointer, name.length);
        int length = GuestHeap.length(packed);
        if (GuestHeap.pointer(packed) == 0) {
            return length;
        }
        if (length < 0) {
            throw new Unwind.Fault("memory", "%s answered a result of %d bytes".formatted(envelope.handler(), length));
        }
        reply = heap.take(packed);
        return 0;
    }

    @Override
    public byte[] finish(Call call, long code) {
        if (code == 0) {
            Envelope envelope = Envelope.of(call.function()).orElseThrow();
            byte[] output = envelope.output(call.payload(), reply);
            long max = link.limits().payloadBytes();
            if (output.length > max) {
                throw CallErrors.outputTooLarge(link.subject(), call.function(), output.length, max);
            }
            return output;
        }
        throw switch ((int) code) {
            case -1 -> rejected(call, StatusCode.UNKNOWN, "error");
            case -2 -> rejected(call, StatusCode.RESOURCE_EXHAUSTED, "out of memory");
            case -3 -> rejected(call, StatusCode.INVALID_ARGUMENT, "bad payload");
            case -4 -> rejected(call, StatusCode.UNIMPLEMENTED, "unknown hook or job");
            default -> rejected(call, StatusCode.UNKNOWN, "status " + code);
        };
    }

    private RuntimeException rejected(Call call, StatusCode status, String words) {
        return CallErrors.rejected(link.subject(), call.function(), status, words);
    }

    @Override
    public void release() {
        common.flush();
        heap.release();
        reply = EMPTY;
    }

    @Override
    public String lastWords() {
        return common.lastWords();
    }
}

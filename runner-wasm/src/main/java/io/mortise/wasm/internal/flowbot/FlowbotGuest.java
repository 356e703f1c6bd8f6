package io.mortise.wasm.internal.flowbot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.error.CallErrors;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.CommonImports;
import io.mortise.wasm.internal.abi.Entry;
import io.mortise.wasm.internal.abi.ForeignJson;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestHeap;
import io.mortise.wasm.internal.abi.GuestLink;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.run.HostImport;
import java.util.List;
import java.util.Set;

/** An instance that speaks {@code flowbot}. */
final class FlowbotGuest implements Guest {
    private static final String INITIALIZE = "_initialize";
    private static final Signature NOTHING = new Signature("", "");
    private static final Set<Signature> INITS =
            Set.of(FlowbotDialect.FUNCTION, new Signature("ii", "i"), new Signature("ii", ""));
    private static final Signature READY = new Signature("", "i");
    private static final byte[] EMPTY = {};

    private final GuestLink link;
    private final OpenCall open;
    private final CommonImports common;
    private final GuestHeap heap;
    private boolean isStarting;
    private byte[] reply = EMPTY;

    FlowbotGuest(GuestLink link, Call idle, HostCall context) {
        this.link = link;
        this.open = new OpenCall(link, idle, context);
        this.common = new CommonImports(open);
        this.heap = new GuestHeap(open, FlowbotDialect.ALLOCATE, FlowbotDialect.FREE);
    }

    @Override
    public List<HostImport> imports(ModuleShape shape) {
        return shape.imports().stream().map(this::linked).toList();
    }

    private HostImport linked(ModuleShape.Import wanted) {
        return common.linked(wanted).orElseGet(() -> {
            FlowbotImport row = FlowbotImport.of(wanted.name()).orElseThrow();
            return new HostImport(wanted.module(), wanted.name(), row.signature(), a -> row.call(open, isStarting, a));
        });
    }

    @Override
    public void initialize(Call background, HostCall context) {
        open.begin(background, context);
        isStarting = true;
        if (link.shape().hasFunction(INITIALIZE, NOTHING)) {
            link.invoke(INITIALIZE);
        }
    }

    @Override
    public boolean has(Entry entry) {
        return switch (entry) {
            case CALL -> true;
            case START -> INITS.stream().anyMatch(type -> link.shape().hasFunction(FlowbotDialect.INIT, type));
            case HEALTH -> link.shape().hasFunction(FlowbotDialect.READY, READY);
            case DESCRIBE, ACTIVATE, STOP -> false;
        };
    }

    @Override
    public long run(Entry entry, Call call, HostCall context) {
        open.begin(call, context);
        isStarting = entry == Entry.START;
        reply = EMPTY;
        if (entry == Entry.HEALTH) {
            boolean isReady = link.invoke(FlowbotDialect.READY) == 1;
            reply = ("{\"data\":{\"ready\":" + isReady + "}}").getBytes(UTF_8);
            return 0;
        }
        String export = entry == Entry.START ? FlowbotDialect.INIT : call.function();
        int pointer = heap.put(call.payload());
        long packed = link.invoke(export, pointer, call.payload().length);
        if (entry == Entry.CALL || link.shape().hasFunction(export, FlowbotDialect.FUNCTION)) {
            reply = heap.take(packed);
        }
        heap.free(pointer, call.payload().length);
        return 0;
    }

    /** What stands in the envelope as data; an error there is the guest's refusal. */
    @Override
    public byte[] finish(Call call, long code) {
        byte[] envelope = reply;
        if (envelope.length == 0) {
            return EMPTY;
        }
        Json.Obj object;
        try {
            object = ForeignJson.object("a reply", envelope);
        } catch (HostFailure e) {
            throw CallErrors.rejected(link.subject(), call.function(), StatusCode.INTERNAL, e.text());
        }
        String error = ForeignJson.text(object, "error");
        if (!error.isEmpty()) {
            throw CallErrors.rejected(link.subject(), call.function(), StatusCode.UNKNOWN, error);
        }
        return object.get("data").map(Json::bytes).orElse(EMPTY);
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

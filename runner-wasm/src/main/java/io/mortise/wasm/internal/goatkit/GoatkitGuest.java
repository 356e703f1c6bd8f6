package io.mortise.wasm.internal.goatkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.error.CallErrors;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.CommonImports;
import io.mortise.wasm.internal.abi.Entry;
import io.mortise.wasm.internal.abi.ForeignJson;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestHeap;
import io.mortise.wasm.internal.abi.GuestLink;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.abi.Ranges;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.run.HostImport;
import java.util.List;

/** An instance that speaks {@code goatkit}. Its guests see 0 for whatever the host refuses. */
final class GoatkitGuest implements Guest {
    private static final String INITIALIZE = "_initialize";
    private static final Signature NOTHING = new Signature("", "");
    private static final int MAX_LINE = 8 << 10;
    private static final byte[] EMPTY = {};

    private final GuestLink link;
    private final OpenCall open;
    private final CommonImports common;
    private final GuestHeap heap;
    private boolean isStarting;
    private boolean isCall;
    private byte[] reply = EMPTY;

    GoatkitGuest(GuestLink link, Call idle, HostCall context) {
        this.link = link;
        this.open = new OpenCall(link, idle, context);
        this.common = new CommonImports(open);
        this.heap = new GuestHeap(open, GoatkitDialect.ALLOCATE, GoatkitDialect.FREE);
    }

    @Override
    public List<HostImport> imports(ModuleShape shape) {
        return shape.imports().stream().map(this::linked).toList();
    }

    private HostImport linked(ModuleShape.Import wanted) {
        return common.linked(wanted)
                .orElseGet(() -> new HostImport(
                        wanted.module(),
                        wanted.name(),
                        wanted.signature().orElseThrow(),
                        wanted.name().equals(GoatkitDialect.LOG) ? this::log : this::hostCall));
    }

    /** 0 debug to 3 error; anything else is info. */
    private long log(long[] a) {
        String line = open.memory().cutText("log", (int) a[1], (int) a[2], MAX_LINE);
        int level = a[0] >= 0 && a[0] <= 3 ? (int) a[0] + 1 : 2;
        return open.toHost("log", () -> {
            open.host().log(open.context(), LogLine.of(LogLine.Level.of(level), line));
            return 0;
        });
    }

    private long hostCall(long[] a) {
        byte[][] answer = {EMPTY};
        try {
            open.toHost("host_call", () -> {
                answer[0] = answer(a);
                return 0;
            });
        } catch (HostFailure e) {
            return 0;
        }
        return answer[0].length == 0 ? 0 : heap.putPacked(answer[0]);
    }

    private byte[] answer(long[] a) {
        String name = Ranges.text(open, "host_call", a, 0);
        byte[] args = Ranges.bytes(open, "host_call", a, 2);
        HostCallByName call = HostCallByName.of(name)
                .orElseThrow(() -> new HostFailure(StatusCode.UNIMPLEMENTED, "no host call \"" + name + '"'));
        if (isStarting) {
            throw new HostFailure(StatusCode.FAILED_PRECONDITION, "registering has no outside effect");
        }
        return call.answer(open, ForeignJson.object(name, args.length == 0 ? "{}".getBytes(UTF_8) : args));
    }

    @Override
    public void initialize(Call background, HostCall context) {
        open.begin(background, context);
        isStarting = true;
        if (link.shape().hasFunction(INITIALIZE, NOTHING)) {
            link.invoke(INITIALIZE);
        }
    }

    /** Every instance registers, since a guest may keep what it registered. */
    @Override
    public boolean has(Entry entry) {
        return entry == Entry.CALL || entry == Entry.DESCRIBE || entry == Entry.START;
    }

    @Override
    public long run(Entry entry, Call call, HostCall context) {
        open.begin(call, context);
        isCall = entry == Entry.CALL;
        isStarting = !isCall;
        reply = EMPTY;
        if (!isCall) {
            reply = heap.take(link.invoke(GoatkitDialect.REGISTER));
            return 0;
        }
        byte[] name = call.function().getBytes(UTF_8);
        int namePointer = heap.put(name);
        int argsPointer = heap.put(call.payload());
        long packed = link.invoke(GoatkitDialect.CALL, namePointer, name.length, argsPointer, call.payload().length);
        heap.free(argsPointer, call.payload().length);
        heap.free(namePointer, name.length);
        reply = heap.take(packed);
        return 0;
    }

    /** An object with nothing but an error is how these guests refuse. */
    @Override
    public byte[] finish(Call call, long code) {
        if (!isCall) {
            return Registration.described(registered(call));
        }
        if (reply.length > 0
                && ForeignJson.value(reply) instanceof Json.Obj object
                && object.members().size() == 1
                && object.get("error").orElse(Json.Word.NULL) instanceof Json.Text error) {
            throw CallErrors.rejected(link.subject(), call.function(), StatusCode.UNKNOWN, error.value());
        }
        return reply;
    }

    private Json.Obj registered(Call call) {
        try {
            return ForeignJson.object("a registration", reply);
        } catch (HostFailure e) {
            throw CallErrors.rejected(link.subject(), call.function(), StatusCode.INTERNAL, e.text());
        }
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

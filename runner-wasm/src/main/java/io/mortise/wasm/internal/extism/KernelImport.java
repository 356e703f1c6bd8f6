package io.mortise.wasm.internal.extism;

import io.mortise.api.host.LogLine.Level;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.abi.Right;
import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.run.HostImport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The imports of Extism's kernel: name, type, the permission it needs, what it does. The one table of them. */
@SuppressWarnings("ImmutableEnumChecker") // texts and a function without state
enum KernelImport {
    ALLOC("alloc", "l", "l", g -> a -> g.kernel.arena.allocate(a[0])),
    FREE("free", "l", "", g -> nothing(a -> g.kernel.free(a[0]))),
    LENGTH("length", "l", "l", g -> a -> g.kernel.arena.length(a[0])),
    LENGTH_UNSAFE("length_unsafe", "l", "l", g -> a -> g.kernel.arena.length(a[0])),
    LOAD_U8("load_u8", "l", "i", KernelImport::load8),
    LOAD_U64("load_u64", "l", "l", KernelImport::load64),
    STORE_U8("store_u8", "li", "", KernelImport::store8),
    STORE_U64("store_u64", "ll", "", KernelImport::store64),
    INPUT_LENGTH("input_length", "", "l", g -> a -> g.kernel.inputLength()),
    INPUT_OFFSET("input_offset", "", "l", g -> a -> g.kernel.inputOffset()),
    INPUT_LOAD_U8("input_load_u8", "l", "i", KernelImport::inputLoad8),
    INPUT_LOAD_U64("input_load_u64", "l", "l", KernelImport::inputLoad64),
    INPUT_SET("input_set", "ll", "", g -> nothing(a -> g.kernel.inputSet(a[0], a[1]))),
    OUTPUT_SET("output_set", "ll", "", g -> nothing(a -> g.kernel.outputSet(a[0], a[1]))),
    OUTPUT_LENGTH("output_length", "", "l", g -> a -> g.kernel.outputLength()),
    OUTPUT_OFFSET("output_offset", "", "l", g -> a -> g.kernel.outputOffset()),
    ERROR_SET("error_set", "l", "", g -> nothing(a -> g.kernel.errorSet(a[0]))),
    ERROR_GET("error_get", "", "l", g -> a -> g.kernel.errorGet()),
    RESET("reset", "", "", g -> nothing(a -> g.kernel.reset())),
    MEMORY_BYTES("memory_bytes", "", "l", g -> a -> g.kernel.arena.size()),
    CONFIG_GET("config_get", "l", "l", g -> a -> g.services.config(a[0])),
    VAR_GET("var_get", "l", "l", g -> a -> g.services.variable(a[0])),
    VAR_SET("var_set", "ll", "", g -> nothing(a -> g.services.setVariable(a[0], a[1]))),
    HTTP_REQUEST("http_request", "ll", "l", Right.HTTP, g -> a -> g.web.request(a[0], a[1])),
    HTTP_STATUS_CODE("http_status_code", "", "i", g -> a -> g.web.status()),
    HTTP_HEADERS("http_headers", "", "l", g -> a -> g.web.headers()),
    LOG_TRACE("log_trace", "l", "", g -> nothing(a -> g.services.log(Level.TRACE, a[0]))),
    LOG_DEBUG("log_debug", "l", "", g -> nothing(a -> g.services.log(Level.DEBUG, a[0]))),
    LOG_INFO("log_info", "l", "", g -> nothing(a -> g.services.log(Level.INFO, a[0]))),
    LOG_WARN("log_warn", "l", "", g -> nothing(a -> g.services.log(Level.WARN, a[0]))),
    LOG_ERROR("log_error", "l", "", g -> nothing(a -> g.services.log(Level.ERROR, a[0]))),
    /** The plugin's log has a level of its own; every line is worth sending. */
    GET_LOG_LEVEL("get_log_level", "", "i", g -> a -> KernelImport.TRACE);

    /** The module they are imported from. */
    static final String MODULE = "extism:host/env";

    /** The level that lets every line through. */
    private static final long TRACE = 0;

    static final List<KnownImport> TABLE = Arrays.stream(values())
            .map(row -> new KnownImport(MODULE, row.text, row.signature, row.right))
            .toList();

    private static final Map<String, KernelImport> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(row -> row.text, Function.identity()));

    private final String text;
    private final Signature signature;
    private final Right right;
    private final Function<ExtismGuest, HostImport.Body> link;

    KernelImport(String text, String params, String results, Function<ExtismGuest, HostImport.Body> link) {
        this(text, params, results, Right.NONE, link);
    }

    KernelImport(String text, String params, String results, Right right, Function<ExtismGuest, HostImport.Body> link) {
        this.text = text;
        this.signature = new Signature(params, results);
        this.right = right;
        this.link = link;
    }

    /** What has no result. */
    private interface Action {
        void run(long[] arguments);
    }

    private static HostImport.Body nothing(Action action) {
        return a -> {
            action.run(a);
            return 0;
        };
    }

    private static HostImport.Body load8(ExtismGuest guest) {
        Arena arena = guest.kernel.arena;
        return a -> arena.load8(a[0]);
    }

    private static HostImport.Body load64(ExtismGuest guest) {
        Arena arena = guest.kernel.arena;
        return a -> arena.load64(a[0]);
    }

    private static HostImport.Body store8(ExtismGuest guest) {
        Arena arena = guest.kernel.arena;
        return a -> {
            arena.store8(a[0], a[1]);
            return 0;
        };
    }

    private static HostImport.Body store64(ExtismGuest guest) {
        Arena arena = guest.kernel.arena;
        return a -> {
            arena.store64(a[0], a[1]);
            return 0;
        };
    }

    private static HostImport.Body inputLoad8(ExtismGuest guest) {
        Kernel kernel = guest.kernel;
        return a -> kernel.inputLoad8(a[0]);
    }

    private static HostImport.Body inputLoad64(ExtismGuest guest) {
        Kernel kernel = guest.kernel;
        return a -> kernel.inputLoad64(a[0]);
    }

    static Optional<KernelImport> of(String module, String name) {
        return module.equals(MODULE) ? Optional.ofNullable(BY_NAME.get(name)) : Optional.empty();
    }

    /** Links it to one instance. */
    HostImport linked(ExtismGuest guest) {
        return new HostImport(MODULE, text, signature, link.apply(guest));
    }
}

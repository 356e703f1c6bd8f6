package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.binary.ModuleShape;
import java.util.List;

/** The dialects this host speaks, the most specific first; {@code mortise/1} also takes what no other claims. */
public final class Dialects {
    private static final Dialect MORTISE = new MortiseDialect();
    private static final List<Dialect> ALL = List.of(MORTISE);

    private Dialects() {}

    /** Those that {@code abi} allows and the module shows; one is right, none or more is the author's to settle. */
    public static List<Dialect> of(ModuleShape shape, String abi) {
        if (!abi.equals("auto")) {
            return ALL.stream().filter(dialect -> dialect.name().equals(abi)).toList();
        }
        List<Dialect> claiming =
                ALL.stream().filter(dialect -> dialect.claims(shape)).toList();
        return claiming.isEmpty() ? List.of(MORTISE) : claiming;
    }

    public static List<String> names() {
        return ALL.stream().map(Dialect::name).toList();
    }
}

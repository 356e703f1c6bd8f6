package io.mortise.wasm;

import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.abi.MortiseDialect;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.extism.ExtismDialect;
import io.mortise.wasm.internal.flowbot.FlowbotDialect;
import io.mortise.wasm.internal.goatkit.GoatkitDialect;
import io.mortise.wasm.internal.gonext.GonextDialect;
import java.util.List;

/** The dialects this host speaks, the most specific first; {@code mortise/1} also takes what no other claims. */
final class Dialects {
    private final Dialect mortise = new MortiseDialect();
    private final ExtismDialect extism;
    private final List<Dialect> all;

    Dialects(WasmImports imports) {
        extism = new ExtismDialect(imports.functions());
        all = List.of(mortise, extism, new GonextDialect(), new GoatkitDialect(), new FlowbotDialect());
    }

    /** Those that {@code abi} allows and the module shows; one is right, none or more is the author's to settle. */
    List<Dialect> of(ModuleShape shape, String abi) {
        if (!abi.equals("auto")) {
            return all.stream().filter(dialect -> dialect.name().equals(abi)).toList();
        }
        List<Dialect> claiming =
                all.stream().filter(dialect -> dialect.claims(shape)).toList();
        return claiming.isEmpty() ? List.of(mortise) : claiming;
    }

    /** The one that has manifests of its own. */
    ExtismDialect extism() {
        return extism;
    }

    List<Dialect> all() {
        return all;
    }

    List<String> names() {
        return all.stream().map(Dialect::name).toList();
    }
}

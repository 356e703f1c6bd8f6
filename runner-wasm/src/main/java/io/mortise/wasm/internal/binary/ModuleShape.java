package io.mortise.wasm.internal.binary;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the sections of a module say, read before the engine sees it.
 *
 * @param memory of its own; absent = none
 * @param hasStart true when instantiation runs code
 */
public record ModuleShape(List<Import> imports, List<Export> exports, Optional<Memory> memory, boolean hasStart) {
    public ModuleShape {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
    }

    /** What an import or export is. */
    public enum Kind {
        FUNCTION,
        TABLE,
        MEMORY,
        GLOBAL,
        TAG
    }

    /**
     * One import.
     *
     * @param signature of a function
     */
    public record Import(String module, String name, Kind kind, Optional<Signature> signature) {
        /** {@code mortise/1.kv_get}. */
        @Override
        public String toString() {
            return module + '.' + name;
        }
    }

    /**
     * One export.
     *
     * @param signature of a function
     */
    public record Export(String name, Kind kind, int index, Optional<Signature> signature) {}

    /** In pages of 64 KiB. */
    public record Memory(long minPages, OptionalLong maxPages) {}

    /** How many functions are imported; the first one defined has this index. */
    public int importedFunctions() {
        return (int)
                imports.stream().filter(each -> each.kind() == Kind.FUNCTION).count();
    }

    /** True when it takes one of these from outside. */
    public boolean hasImport(Kind kind) {
        return imports.stream().anyMatch(each -> each.kind() == kind);
    }

    public Optional<Export> export(String name) {
        return exports.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** True when it exports a function of this name and type. */
    public boolean hasFunction(String name, Signature signature) {
        return export(name).flatMap(Export::signature).filter(signature::equals).isPresent();
    }
}

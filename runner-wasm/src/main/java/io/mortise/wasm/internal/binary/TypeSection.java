package io.mortise.wasm.internal.binary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types of a module; those of structs and arrays are read over, so that indexes stay right. */
final class TypeSection {
    private static final int FUNCTION = 0x60;
    private static final int STRUCT = 0x5f;
    private static final int ARRAY = 0x5e;
    private static final int SUB = 0x50;
    private static final int SUB_FINAL = 0x4f;
    private static final int RECURSIVE = 0x4e;

    private final List<Optional<Signature>> types = new ArrayList<>();
    private final ModuleCaps caps;
    private final Problems problems;

    TypeSection(ModuleCaps caps, Problems problems) {
        this.caps = caps;
        this.problems = problems;
    }

    void read(Cursor in) {
        for (int left = in.count(); left > 0; left--) {
            int form = in.u8();
            if (form == RECURSIVE) {
                for (int inner = in.count(); inner > 0; inner--) {
                    type(in, in.u8());
                }
            } else {
                type(in, form);
            }
        }
    }

    Optional<Signature> get(long index) {
        return index < types.size() ? types.get((int) index) : Optional.empty();
    }

    private void type(Cursor in, int first) {
        int form = first;
        if (types.size() >= caps.functions()) {
            throw in.bad("more than " + caps.functions() + " types");
        }
        if (form == SUB || form == SUB_FINAL) {
            for (int supers = in.count(); supers > 0; supers--) {
                in.u32();
            }
            form = in.u8();
        }
        switch (form) {
            case FUNCTION -> types.add(Optional.of(function(in)));
            case STRUCT -> struct(in);
            case ARRAY -> {
                field(in);
                types.add(Optional.empty());
            }
            default -> throw in.bad("a type of unknown form 0x" + Integer.toHexString(form));
        }
    }

    private Signature function(Cursor in) {
        String params = values(in, "parameters");
        return new Signature(params, values(in, "results"));
    }

    private String values(Cursor in, String what) {
        int count = in.count();
        if (count > in.left()) {
            throw in.bad("a type of " + count + ' ' + what);
        }
        problems.cap("type " + types.size(), what, count, caps.params());
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(Signature.letter(value(in)));
        }
        return letters.toString();
    }

    private void struct(Cursor in) {
        for (int fields = in.count(); fields > 0; fields--) {
            field(in);
        }
        types.add(Optional.empty());
    }

    private static void field(Cursor in) {
        value(in);
        in.u8();
    }

    /** A value type; references with a heap type of their own take more than one byte. */
    static int value(Cursor in) {
        int type = in.u8();
        if (type == 0x63 || type == 0x64) {
            in.skipLeb(5);
        }
        return type;
    }
}

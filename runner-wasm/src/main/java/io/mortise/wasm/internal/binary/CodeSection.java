package io.mortise.wasm.internal.binary;

/** Holds every function's body against the caps: bytes, locals, nesting, branch targets; and some of their sums. */
final class CodeSection {
    private final ModuleCaps caps;
    private final Problems problems;
    private long branchTargets;
    private long locals;

    CodeSection(ModuleCaps caps, Problems problems) {
        this.caps = caps;
        this.problems = problems;
    }

    void read(Cursor in) {
        problems.cap("code section", "bytes", in.left(), caps.codeBytes());
        int count = in.count();
        problems.cap("code section", "functions", count, caps.functions());
        for (int i = 0; i < count; i++) {
            body(i, in.slice(in.u32()));
        }
        problems.cap("code section", "locals", locals, caps.localsOfModule());
        problems.cap("code section", "branch targets", branchTargets, caps.branchTargets());
    }

    private void body(int number, Cursor in) {
        String place = "function body " + number;
        problems.cap(place, "bytes", in.left(), caps.functionBytes());
        long declared = locals(in);
        // One that is beyond its own cap is refused already; the sum shall not say it again.
        locals += Math.min(declared, caps.locals());
        problems.cap(place, "locals", declared, caps.locals());
        Instructions.Tally tally = Instructions.tally(in);
        problems.cap(place, "nested blocks", tally.nesting(), caps.nesting());
        problems.cap(place, "branch targets", tally.branchTargets(), caps.branchTargetsOfFunction());
        if (tally.usesObjects()) {
            problems.add(
                    place, "makes garbage-collected objects, whose memory this host cannot bound; use linear memory");
        }
        branchTargets += tally.branchTargets();
    }

    static void skipLocals(Cursor in) {
        locals(in);
    }

    /** A group of locals is a count and a type: few bytes can declare billions. */
    private static long locals(Cursor in) {
        long sum = 0;
        for (int groups = in.count(); groups > 0; groups--) {
            sum += in.u32();
            TypeSection.value(in);
        }
        return sum;
    }
}

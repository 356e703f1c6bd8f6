package io.mortise.wasm.internal.engine;

import io.mortise.wasm.internal.binary.ModuleMap;
import io.mortise.wasm.internal.binary.Sites;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Gives compiled functions the line numbers that the engine's compiler does not write: the ordinal of each of their
 * {@link Sites}. The compiler makes one call of a method for each such instruction, in their order, and leaves out what is
 * never reached; so those of a kind are numbered only where there are as many calls as instructions. Needs the compiler.
 */
final class LineNumbers {
    /** Of a call that stands for no site: which it is, is not known. */
    static final int UNKNOWN = Traps.UNNUMBERED;

    private static final String FUNCTION = "func_";
    private static final Pattern MAY_FAIL = Pattern.compile("I(32|64)_((DIV|REM)_[SU]|TRUNC_F(32|64)_[SU])");

    /** The look at interrupts before a call, loads and stores, globals, numbers. */
    private static final Pattern PLAIN =
            Pattern.compile("checkInterruption|memory(Read|Write)[A-Z].*|(read|write)Global|[IF](32|64)_.*");

    /** Of what keeps the number of the site before it. */
    private static final String BETWEEN = "between";

    private final ModuleMap module;
    private final Map<String, String> kinds = new HashMap<>();

    LineNumbers(ModuleMap module) {
        this.module = module;
    }

    /** The class with line numbers; as it was where they have no room in it. */
    byte[] in(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        Map<String, Map<String, Integer>> calls = new HashMap<>();
        reader.accept(new Counting(calls), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        reader.accept(new Numbering(writer, calls), 0);
        try {
            return writer.toByteArray();
        } catch (ClassTooLargeException e) {
            return classFile;
        }
    }

    private static int function(String method) {
        if (!method.startsWith(FUNCTION) || method.length() > FUNCTION.length() + 9) {
            return -1;
        }
        try {
            return Integer.parseInt(method, FUNCTION.length(), method.length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** What the engine's compiler calls by this name: a kind of site, {@link #BETWEEN}, or empty for anything else. */
    private String kind(String name) {
        return kinds.computeIfAbsent(name, LineNumbers::kindOf);
    }

    private static String kindOf(String name) {
        if (name.startsWith(FUNCTION)) {
            return Sites.call(function(name));
        }
        if (name.startsWith("call_indirect_")) {
            return Sites.INDIRECT;
        }
        if (name.equals("throwTrapException")) {
            return Sites.TRAP;
        }
        if (MAY_FAIL.matcher(name).matches()) {
            return Sites.ARITHMETIC;
        }
        return PLAIN.matcher(name).matches() ? BETWEEN : "";
    }

    /** How many calls of each kind a method makes. */
    private final class Counting extends ClassVisitor {
        private final Map<String, Map<String, Integer>> calls;

        Counting(Map<String, Map<String, Integer>> calls) {
            super(Opcodes.ASM9);
            this.calls = calls;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
            Map<String, Integer> found = calls.computeIfAbsent(name, absent -> new HashMap<>());
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int code, String owner, String called, String type, boolean isInterface) {
                    found.merge(kind(called), 1, Integer::sum);
                }
            };
        }
    }

    private final class Numbering extends ClassVisitor {
        private final Map<String, Map<String, Integer>> calls;

        Numbering(ClassWriter to, Map<String, Map<String, Integer>> calls) {
            super(Opcodes.ASM9, to);
            this.calls = calls;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
            MethodVisitor to = super.visitMethod(access, name, type, generic, thrown);
            List<Sites.Site> sites = module.sites(function(name));
            return sites.isEmpty() || sites.size() >= UNKNOWN
                    ? to
                    : new Lines(to, numbers(sites, calls.getOrDefault(name, Map.of())));
        }

        /** For each kind the numbers of its sites, in their order; kinds of which some were left out are not there. */
        private Map<String, Queue<Integer>> numbers(List<Sites.Site> sites, Map<String, Integer> calls) {
            Map<String, Queue<Integer>> numbers = new HashMap<>();
            for (int i = 0; i < sites.size(); i++) {
                numbers.computeIfAbsent(sites.get(i).kind(), absent -> new ArrayDeque<>())
                        .add(i + 1);
            }
            numbers.entrySet().removeIf(each -> each.getValue().size() != calls.getOrDefault(each.getKey(), 0));
            return numbers;
        }
    }

    /** Numbers the calls of one method. */
    private final class Lines extends MethodVisitor {
        private final Map<String, Queue<Integer>> left;
        private int current = UNKNOWN;

        Lines(MethodVisitor to, Map<String, Queue<Integer>> left) {
            super(Opcodes.ASM9, to);
            this.left = left;
        }

        @Override
        public void visitMethodInsn(int code, String owner, String name, String type, boolean isInterface) {
            String kind = kind(name);
            if (!kind.equals(BETWEEN)) {
                number(kind);
            }
            super.visitMethodInsn(code, owner, name, type, isInterface);
        }

        private void number(String kind) {
            Queue<Integer> numbers = left.get(kind);
            int number = numbers == null ? UNKNOWN : numbers.remove();
            if (number != current) {
                Label here = new Label();
                super.visitLabel(here);
                super.visitLineNumber(number, here);
                current = number;
            }
        }
    }
}

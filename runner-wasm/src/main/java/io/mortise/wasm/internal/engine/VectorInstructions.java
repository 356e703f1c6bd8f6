package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.Memory;
import io.mortise.wasm.internal.simd.Lanes;
import io.mortise.wasm.internal.simd.Vector;
import io.mortise.wasm.internal.simd.VectorOps;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;

/** Runs one 128-bit instruction on the interpreter's stack, where a vector is two values: the lower half below. */
final class VectorInstructions {
    private static final int PREFIX = 0xfd;

    private final MStack stack;
    private final Memory memory;
    private final IntToLongFunction operands;
    private final IntSupplier address;

    /** {@code address} takes an address off the stack and adds the instruction's offset. */
    VectorInstructions(MStack stack, Memory memory, IntToLongFunction operands, IntSupplier address) {
        this.stack = stack;
        this.memory = memory;
        this.operands = operands;
        this.address = address;
    }

    /** False when the instruction is none of these. */
    boolean run(int opcode) {
        if (opcode >>> 8 != PREFIX) {
            return false;
        }
        int code = opcode & 0xff;
        Optional<Lanes.Unary> unary = VectorOps.unary(code);
        if (unary.isPresent()) {
            push(unary.get().apply(pop()));
            return true;
        }
        Optional<Lanes.Binary> binary = VectorOps.binary(code);
        if (binary.isPresent()) {
            Vector b = pop();
            push(binary.get().apply(pop(), b));
            return true;
        }
        return moves(code) || lanes(code) || tests(code);
    }

    private boolean moves(int code) {
        if (code <= 0x0a || code == 0x5c || code == 0x5d) {
            push(loaded(code, address.getAsInt()));
        } else if (code == 0x0b) {
            Vector value = pop();
            int at = address.getAsInt();
            // The upper half first: where it lies outside, nothing was written.
            memory.writeLong(at + 8, value.high());
            memory.writeLong(at, value.low());
        } else if (code >= 0x54 && code <= 0x57) {
            Vector value = pop();
            int bits = 8 << (code - 0x54);
            push(value.with(bits, lane(3), read(bits, address.getAsInt())));
        } else if (code >= 0x58 && code <= 0x5b) {
            Vector value = pop();
            int bits = 8 << (code - 0x58);
            write(bits, address.getAsInt(), value.lane(bits, lane(3)));
        } else if (code == 0x0c) {
            push(immediate());
        } else {
            return false;
        }
        return true;
    }

    private Vector loaded(int code, int at) {
        if (code == 0) {
            return new Vector(memory.readLong(at), memory.readLong(at + 8));
        }
        if (code <= 6) {
            int bits = 16 << ((code - 1) / 2);
            return Lanes.extend(bits, false, code % 2 == 1).apply(new Vector(memory.readLong(at), 0));
        }
        if (code <= 0x0a) {
            int bits = 8 << (code - 7);
            long value = read(bits, at);
            return Vector.of(bits, i -> value);
        }
        return new Vector(read(code == 0x5c ? 32 : 64, at), 0);
    }

    private long read(int bits, int at) {
        return switch (bits) {
            case 8 -> memory.read(at) & 0xff;
            case 16 -> memory.readU16(at);
            case 32 -> memory.readInt(at) & 0xffff_ffffL;
            default -> memory.readLong(at);
        };
    }

    private void write(int bits, int at, long value) {
        switch (bits) {
            case 8 -> memory.writeByte(at, (byte) value);
            case 16 -> memory.writeShort(at, (short) value);
            case 32 -> memory.writeI32(at, (int) value);
            default -> memory.writeLong(at, value);
        }
    }

    private boolean lanes(int code) {
        if (code == 0x0d) {
            Vector b = pop();
            Vector a = pop();
            Vector from = immediate();
            push(Vector.of(8, i -> {
                int wanted = (int) from.lane(8, i);
                return wanted < 16 ? a.lane(8, wanted) : b.lane(8, wanted - 16);
            }));
        } else if (code >= 0x0f && code <= 0x14) {
            int bits = new int[] {8, 16, 32, 64, 32, 64}[code - 0x0f];
            long value = stack.pop();
            push(Vector.of(bits, i -> value));
        } else if (code >= 0x15 && code <= 0x22) {
            oneLane(code);
        } else {
            return false;
        }
        return true;
    }

    /** Extract and replace: three for each of the small widths, two for the others. */
    private void oneLane(int code) {
        boolean isSmall = code <= 0x1a;
        int bits = isSmall ? (code <= 0x17 ? 8 : 16) : new int[] {32, 64, 32, 64}[(code - 0x1b) / 2];
        boolean isReplace = isSmall ? code == 0x17 || code == 0x1a : code % 2 == 0;
        boolean isSigned = code == 0x15 || code == 0x18;
        if (isReplace) {
            long value = stack.pop();
            push(pop().with(bits, lane(0), value));
        } else {
            Vector a = pop();
            stack.push(isSigned ? (int) a.signed(bits, lane(0)) & 0xffff_ffffL : a.lane(bits, lane(0)));
        }
    }

    private boolean tests(int code) {
        int bits = code < 0x80 ? 8 : code < 0xa0 ? 16 : code < 0xc0 ? 32 : 64;
        int base = code - (code < 0x80 ? 0x60 : code & ~0x1f);
        if (code == 0x52) {
            Vector mask = pop();
            Vector b = pop();
            Vector a = pop();
            push(new Vector(
                    (a.low() & mask.low()) | (b.low() & ~mask.low()),
                    (a.high() & mask.high()) | (b.high() & ~mask.high())));
        } else if (code == 0x53) {
            Vector a = pop();
            stack.push((a.low() | a.high()) == 0 ? 0 : 1);
        } else if (code >= 0x60 && base == 0x03) {
            stack.push(Lanes.allTrue(pop(), bits) ? 1 : 0);
        } else if (code >= 0x60 && base == 0x04) {
            stack.push(Lanes.bitmask(pop(), bits));
        } else if (code >= 0x60 && base >= 0x0b && base <= 0x0d) {
            int count = (int) stack.pop() & (bits - 1);
            Vector a = pop();
            push(Vector.of(bits, i -> shifted(a, bits, i, base, count)));
        } else {
            return false;
        }
        return true;
    }

    private static long shifted(Vector a, int bits, int i, int base, int count) {
        return switch (base) {
            case 0x0b -> a.lane(bits, i) << count;
            case 0x0c -> a.signed(bits, i) >> count;
            default -> a.lane(bits, i) >>> count;
        };
    }

    private int lane(int operand) {
        return (int) operands.applyAsLong(operand);
    }

    private Vector immediate() {
        return new Vector(operands.applyAsLong(0), operands.applyAsLong(1));
    }

    private Vector pop() {
        long high = stack.pop();
        return new Vector(stack.pop(), high);
    }

    private void push(Vector value) {
        stack.push(value.low());
        stack.push(value.high());
    }
}

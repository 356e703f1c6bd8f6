package io.mortise.wasm.internal.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The content of an entry, deflated: the module, how many functions stay interpreted, the main class's name, then each
 * class's name and file. Every length is 4 bytes, big-endian. The reader holds for any bytes and allocates no more than it
 * finds.
 */
final class CodeEntry {
    private static final int MAX_CLASSES = 65_536;

    private CodeEntry() {}

    static byte[] encode(CompiledCode code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Level 3 takes a third of the time of the default and a tenth more room.
        Deflater deflater = new Deflater(3);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            block(out, code.module());
            out.writeInt(code.interpretedFunctions());
            out.writeUTF(code.mainClass());
            out.writeInt(code.classes().size());
            for (Map.Entry<String, byte[]> each : code.classes().entrySet()) {
                out.writeUTF(each.getKey());
                block(out, each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void block(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @param maxBytes inflated */
    static CompiledCode decode(byte[] bytes, long maxBytes) throws BadEntry {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            long[] left = {maxBytes};
            byte[] module = block(in, left);
            int interpreted = in.readInt();
            String mainClass = in.readUTF();
            int count = in.readInt();
            if (count < 0 || count > MAX_CLASSES || interpreted < 0) {
                throw new BadEntry("it counts " + count + " classes and " + interpreted + " functions");
            }
            Map<String, byte[]> classes = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                if (classes.put(name, block(in, left)) != null) {
                    throw new BadEntry("it has a class twice");
                }
            }
            if (in.read() != -1 || !classes.containsKey(mainClass)) {
                throw new BadEntry("it has no main class, or more behind its end");
            }
            return new CompiledCode(module, mainClass, classes, interpreted);
        } catch (IOException e) {
            throw new BadEntry("it cannot be read: " + e);
        }
    }

    private static byte[] block(DataInputStream in, long[] left) throws IOException, BadEntry {
        int length = in.readInt();
        if (length < 0 || length > left[0]) {
            throw new BadEntry("it has a block of " + length + " bytes");
        }
        left[0] -= length;
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new BadEntry("it ends within a block");
        }
        return bytes;
    }
}

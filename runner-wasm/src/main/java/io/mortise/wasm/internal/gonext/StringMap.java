package io.mortise.wasm.internal.gonext;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.Json;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts by name as the guests write them: the part of MessagePack that has maps and texts. */
final class StringMap {
    private StringMap() {}

    /** No bytes are an empty map. */
    static Json.Obj read(byte[] bytes) {
        Map<String, Json> members = new LinkedHashMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int left = bytes.length == 0 ? 0 : count(in);
            for (; left > 0; left--) {
                members.put(text(in), new Json.Text(text(in)));
            }
        } catch (BufferUnderflowException e) {
            throw bad("ends in the middle");
        }
        if (in.hasRemaining()) {
            throw bad("has more behind its end");
        }
        return new Json.Obj(members);
    }

    private static int count(ByteBuffer in) {
        int code = in.get() & 0xff;
        if (code >= 0x80 && code <= 0x8f) {
            return code & 0x0f;
        }
        return switch (code) {
            case 0xde -> in.getShort() & 0xffff;
            case 0xdf -> in.getInt();
            default -> throw bad("begins with 0x" + Integer.toHexString(code) + ", which is no map");
        };
    }

    private static String text(ByteBuffer in) {
        int code = in.get() & 0xff;
        int length = code >= 0xa0 && code <= 0xbf
                ? code & 0x1f
                : switch (code) {
                    case 0xd9 -> in.get() & 0xff;
                    case 0xda -> in.getShort() & 0xffff;
                    case 0xdb -> in.getInt();
                    default -> throw bad("has 0x" + Integer.toHexString(code) + " where a text belongs");
                };
        if (length < 0 || length > in.remaining()) {
            throw bad("has a text longer than itself");
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, UTF_8);
    }

    private static HostFailure bad(String what) {
        return new HostFailure(StatusCode.INVALID_ARGUMENT, "the map of texts " + what);
    }
}

package io.mortise.wasm.internal.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An entry as a file: 8 bytes that name the format, 32 bytes of HMAC-SHA256, the content. The code covers the length of the
 * key's text, that text and the content, so an entry is genuine only in its own place.
 */
final class Seal {
    static final int KEY_BYTES = 32;

    private static final byte[] MAGIC = "MORTISE1".getBytes(US_ASCII);
    private static final int CODE_BYTES = 32;
    private static final int HEAD = MAGIC.length + CODE_BYTES;

    private final SecretKeySpec secret;

    Seal(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    byte[] close(CodeKey key, byte[] content) {
        return ByteBuffer.allocate(HEAD + content.length)
                .put(MAGIC)
                .put(code(key, content, 0))
                .put(content)
                .array();
    }

    byte[] open(CodeKey key, byte[] file) throws BadEntry {
        if (file.length < HEAD || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BadEntry("it does not begin like an entry");
        }
        byte[] said = Arrays.copyOfRange(file, MAGIC.length, HEAD);
        // Takes the same time wherever the two differ first.
        if (!MessageDigest.isEqual(said, code(key, file, HEAD))) {
            throw new BadEntry("its seal is not of this installation and this module");
        }
        return Arrays.copyOfRange(file, HEAD, file.length);
    }

    private byte[] code(CodeKey key, byte[] content, int from) {
        try {
            Mac mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            byte[] text = key.text();
            mac.update(ByteBuffer.allocate(4).putInt(text.length).array());
            mac.update(text);
            mac.update(content, from, content.length - from);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

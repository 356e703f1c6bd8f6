package io.mortise.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a plugin comes from; with its name it is the identity that grants, data and secrets belong to.
 *
 * @param text {@code key:FINGERPRINT} of the signer, else {@code dir:ENTRY} as the source is written in settings
 */
public record Origin(String text) {
    public Origin {
        requireNonNull(text, "text");
    }

    /** {@code NAME-} and the first 12 hexadecimal digits of SHA-256(origin): names data on disk and in services. */
    public String identityOf(PluginId plugin) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return plugin.name() + '-' + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

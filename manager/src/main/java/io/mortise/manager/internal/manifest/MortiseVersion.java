package io.mortise.manager.internal.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Mortise this is. */
public final class MortiseVersion {
    /** As built, with its qualifier: {@code 0.3.0-SNAPSHOT}. */
    public static final String FULL = read();

    /** Without qualifier: what ranges are compared with, so that a snapshot counts as what it will be. */
    public static final String RELEASE = FULL.replaceFirst("[-+].*", "");

    private MortiseVersion() {}

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = MortiseVersion.class.getResourceAsStream("/io/mortise/manager/version.properties")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks io/mortise/manager/version.properties");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "0.0.0");
    }
}

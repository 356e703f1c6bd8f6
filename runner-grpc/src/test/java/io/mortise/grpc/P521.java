package io.mortise.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/** A P-521 key and certificate as go-plugin makes them, from the JDK's own keytool: independent of our writer. */
record P521(PrivateKey key, X509Certificate certificate) {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static volatile P521 made;

    /** One for all tests of this JVM: keytool takes half a second. */
    static synchronized P521 shared() {
        if (made == null) {
            made = make();
        }
        return made;
    }

    private static P521 make() {
        try {
            Path store = Files.createTempDirectory("p521").resolve("store.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "peer",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp521r1",
                            "-sigalg",
                            "SHA512withECDSA",
                            "-dname",
                            "O=HashiCorp,CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-validity",
                            "3650",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            "changeit")
                    .redirectErrorStream(true)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no P-521 certificate");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            Files.delete(store);
            return new P521((PrivateKey) keys.getKey("peer", PASSWORD), (X509Certificate) keys.getCertificate("peer"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.mortise.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.proto.wire.WireIdentity;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A P-521 certificate as go-plugin makes it, here by keytool: not by the code under test. */
final class GoIdentity {
    private static final String PASSWORD = "changeit";

    private GoIdentity() {}

    static WireIdentity create() throws Exception {
        Path directory = Files.createTempDirectory("mortise-go");
        Path store = directory.resolve("go.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "go",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp521r1",
                        "-sigalg",
                        "SHA512withECDSA",
                        "-dname",
                        "CN=localhost,O=HashiCorp",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "10000",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return new WireIdentity((PrivateKey) keys.getKey("go", PASSWORD.toCharArray()), (X509Certificate)
                    keys.getCertificate("go"));
        } finally {
            Files.delete(store);
            Files.delete(directory);
        }
    }
}

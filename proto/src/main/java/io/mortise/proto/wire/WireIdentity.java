package io.mortise.proto.wire;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A P-256 key and its self-signed certificate, made for one plugin start and never stored.
 *
 * <p>The certificate has what go-plugin's peers check: name {@code localhost}, both extended key usages (the broker
 * turns the roles round), its own authority.
 */
public record WireIdentity(PrivateKey key, X509Certificate certificate) {
    private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
    /** Clocks of the two ends are the same machine's; this only covers a step back. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private static final Duration VALID = Duration.ofDays(365 * 30L);

    /** Makes a fresh one; some milliseconds in a warm JVM, 0.1–0.2 s in a cold one. */
    public static WireIdentity create() {
        try {
            var random = new SecureRandom();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            byte[] toSign = toBeSigned(pair.getPublic().getEncoded(), new BigInteger(127, random), Instant.now());
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate(), random);
            signature.update(toSign);
            byte[] der = Der.sequence(toSign, algorithm(), Der.bits(0, signature.sign()));
            return new WireIdentity(pair.getPrivate(), parseDer(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this JVM cannot make a P-256 certificate; check its security providers", e);
        }
    }

    /** Reads the peer's certificate from DER. @throws CertificateException if it is none */
    public static X509Certificate parseDer(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** Reads {@code PLUGIN_CLIENT_CERT}: the first PEM certificate. @throws CertificateException if there is none */
    public static X509Certificate parsePem(String pem) throws CertificateException {
        return parseDer(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** The certificate for {@code PLUGIN_CLIENT_CERT}: PEM with real newlines. */
    public String pem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    /** The certificate for the handshake's field 6, and what the peer pins. */
    public byte[] der() {
        return encoded(certificate);
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException("a parsed certificate lost its encoding", e);
        }
    }

    private static byte[] toBeSigned(byte[] publicKey, BigInteger serial, Instant now) {
        byte[] name = Der.sequence(attribute("2.5.4.10", "Mortise"), attribute("2.5.4.3", "localhost"));
        byte[] validity = Der.sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(VALID)));
        byte[] version3 = Der.context(0, Der.integer(BigInteger.TWO));
        byte[] positive = Der.integer(serial.setBit(126));
        return Der.sequence(version3, positive, algorithm(), name, validity, name, publicKey, extensions());
    }

    private static byte[] extensions() {
        byte[] authority = extension("2.5.29.19", true, Der.sequence(Der.bool(true)));
        // digitalSignature, keyEncipherment, keyAgreement, keyCertSign
        byte[] usage = extension("2.5.29.15", true, Der.bits(2, new byte[] {(byte) 0b1010_1100}));
        byte[] bothRoles = Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"), Der.oid("1.3.6.1.5.5.7.3.2"));
        byte[] dnsName = Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII));
        return Der.context(
                3,
                Der.sequence(
                        authority,
                        usage,
                        extension("2.5.29.37", false, bothRoles),
                        extension("2.5.29.17", false, Der.sequence(dnsName))));
    }

    private static byte[] extension(String oid, boolean critical, byte[] content) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(content))
                : Der.sequence(Der.oid(oid), Der.octets(content));
    }

    private static byte[] attribute(String oid, String text) {
        return Der.set(Der.sequence(Der.oid(oid), Der.utf8(text)));
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.oid(ECDSA_SHA256));
    }
}

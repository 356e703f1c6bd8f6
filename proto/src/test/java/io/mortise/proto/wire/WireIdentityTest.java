package io.mortise.proto.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireIdentityTest {
    @Test
    void certificate_hasAllThatGoPluginPeersCheck() throws Exception {
        var certificate = WireIdentity.create().certificate();

        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        certificate.checkValidity(Date.from(Instant.now().plus(29 * 365L, ChronoUnit.DAYS)));
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSerialNumber()).isPositive();
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost,O=Mortise");
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "localhost"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(certificate.getKeyUsage())
                .containsExactly(true, false, true, false, true, true, false, false, false);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    }

    @Test
    void pem_readsBack_asTheSameCertificate() throws Exception {
        WireIdentity identity = WireIdentity.create();

        assertThat(WireIdentity.parsePem(identity.pem())).isEqualTo(identity.certificate());
        assertThat(WireIdentity.parseDer(identity.der())).isEqualTo(identity.certificate());
        assertThat(identity.pem().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void parsePem_refuses_whatIsNoCertificate() {
        assertThatThrownBy(() -> WireIdentity.parsePem("nonsense")).isInstanceOf(CertificateException.class);
    }

    @Test
    void create_neverRepeatsItself() {
        WireIdentity one = WireIdentity.create();
        WireIdentity other = WireIdentity.create();

        assertThat(one.certificate().getSerialNumber())
                .isNotEqualTo(other.certificate().getSerialNumber());
        assertThat(one.key()).isNotEqualTo(other.key());
    }

    @Test
    void der_writesLongLengthsAndLateYears() {
        assertThat(Der.octets(new byte[200])).startsWith(0x04, 0x81, 200).hasSize(203);
        assertThat(Der.octets(new byte[40_000]))
                .startsWith(0x04, 0x82, 0x9C, 0x40)
                .hasSize(40_004);
        assertThat(Der.time(Instant.parse("2049-12-31T23:59:59Z"))).startsWith(0x17, 13);
        assertThat(Der.time(Instant.parse("2050-01-01T00:00:00Z"))).startsWith(0x18, 15);
        assertThat(Der.oid("1.2.840.10045.4.3.2")).containsExactly(0x06, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2);
    }

    @Test
    void tenantText_survivesTheWire() {
        String tenant = "Zoë 100%/\n日本";

        assertThat(MetadataKeys.encodeText(tenant)).matches("[!-~]+");
        assertThat(MetadataKeys.decodeText(MetadataKeys.encodeText(tenant))).isEqualTo(tenant);
        assertThat(MetadataKeys.decodeText("50%zz%4")).isEqualTo("50%zz%4");
    }
}

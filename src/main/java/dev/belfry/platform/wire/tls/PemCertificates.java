package dev.belfry.platform.wire.tls;

import dev.belfry.platform.wire.tls.BadPem.Part;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates as PEM, one after the other. */
public final class PemCertificates {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private PemCertificates() {}

  /** Authorities of one's own: one to twenty certificates that may sign others. */
  public static List<X509Certificate> authorities(String pem) throws BadPem {
    List<X509Certificate> found = read(pem, Part.AUTHORITIES, 20);
    for (X509Certificate certificate : found) {
      if (certificate.getBasicConstraints() < 0) {
        throw new BadPem(
            Part.AUTHORITIES,
            "no_authority",
            "holds a certificate that may not sign others (its basic constraints name no CA)");
      }
    }
    return found;
  }

  static List<X509Certificate> read(String pem, Part part, int most) throws BadPem {
    if (!pem.contains(BEGIN)) {
      throw bad(part);
    }
    List<X509Certificate> found = new ArrayList<>();
    try {
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))) {
        found.add((X509Certificate) certificate);
      }
    } catch (CertificateException e) {
      throw bad(part);
    }
    if (found.isEmpty()) {
      throw bad(part);
    }
    if (found.size() > most) {
      throw new BadPem(part, "too_many", "must be at most " + most + " certificates");
    }
    return List.copyOf(found);
  }

  private static BadPem bad(Part part) {
    return new BadPem(
        part, "invalid_certificate", "must be X.509 certificates as PEM: " + BEGIN + " ...");
  }
}

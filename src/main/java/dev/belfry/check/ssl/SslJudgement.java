package dev.belfry.check.ssl;

import dev.belfry.check.Verdict;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** What is to be said of what a server showed; the worst first. */
final class SslJudgement {
  private static final int SHORTEST_RSA = 2048;

  private final SslTarget target;
  private final Trust trust;
  private final Instant now;

  SslJudgement(SslTarget target, Trust trust, Instant now) {
    this.target = target;
    this.trust = trust;
    this.now = now;
  }

  /**
   * @param code a stable lower-case word
   */
  record Finding(Verdict verdict, String code, String message) {}

  Finding of(Handshake handshake) {
    return dates(handshake)
        .or(() -> identity(handshake))
        .or(() -> chain(handshake))
        .or(() -> strength(handshake))
        .or(() -> end(handshake))
        .orElseGet(() -> new Finding(Verdict.UP, "ok", summary(handshake)));
  }

  private Optional<Finding> dates(Handshake handshake) {
    for (X509Certificate certificate : handshake.chain()) {
      String whose =
          certificate.equals(handshake.own()) ? "the certificate" : "a certificate of the chain";
      if (certificate.getNotBefore().toInstant().isAfter(now)) {
        return down(
            "not_yet_valid",
            whose + " is not valid before " + date(certificate.getNotBefore().toInstant()));
      }
      if (!certificate.getNotAfter().toInstant().isAfter(now)) {
        return down(
            "expired", whose + " has expired on " + date(certificate.getNotAfter().toInstant()));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> identity(Handshake handshake) {
    if (!CertificateNames.contain(handshake.own(), target.name())) {
      return down("wrong_name", "the certificate is not for " + target.name());
    }
    String wanted = target.fingerprint();
    return wanted != null
            && !wanted
                .replace(":", "")
                .toLowerCase(Locale.ROOT)
                .equals(fingerprint(handshake.own()))
        ? down("wrong_fingerprint", "it is another certificate than the expected one")
        : Optional.empty();
  }

  private Optional<Finding> chain(Handshake handshake) {
    if (trust.revoked(handshake)) {
      return down("revoked", "the certificate was revoked by its authority");
    }
    return target.verifyChain() && !trust.reaches(handshake)
        ? down(
            "untrusted",
            "the certificate is not signed by a trusted authority, or its chain is not complete")
        : Optional.empty();
  }

  private Optional<Finding> strength(Handshake handshake) {
    if (handshake.protocol().compareTo(target.minProtocol()) < 0) {
      return down(
          "old_protocol",
          "the server speaks " + handshake.protocol() + ", older than " + target.minProtocol());
    }
    if (handshake.own().getPublicKey() instanceof RSAKey key
        && key.getModulus().bitLength() < SHORTEST_RSA) {
      return degraded(
          "weak_key",
          "the key of the certificate has only " + key.getModulus().bitLength() + " bits");
    }
    return Optional.empty();
  }

  private Optional<Finding> end(Handshake handshake) {
    // Of the chain, the one that ends first ends all.
    Instant end = end(handshake.chain());
    long days = Duration.between(now, end).toDays();
    String message = "the certificate expires in " + days + " days, on " + date(end);
    if (days < target.criticalDays()) {
      return down("expires_soon", message);
    }
    return days < target.warnDays() ? degraded("expires_soon", message) : Optional.empty();
  }

  static Instant end(Iterable<X509Certificate> chain) {
    Instant end = Instant.MAX;
    for (X509Certificate certificate : chain) {
      Instant one = certificate.getNotAfter().toInstant();
      end = one.isBefore(end) ? one : end;
    }
    return end;
  }

  private String summary(Handshake handshake) {
    Instant end = end(handshake.chain());
    return handshake.protocol()
        + ", valid for "
        + Duration.between(now, end).toDays()
        + " days, until "
        + date(end);
  }

  private static Optional<Finding> down(String code, String message) {
    return Optional.of(new Finding(Verdict.DOWN, code, message));
  }

  private static Optional<Finding> degraded(String code, String message) {
    return Optional.of(new Finding(Verdict.DEGRADED, code, message));
  }

  private static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}

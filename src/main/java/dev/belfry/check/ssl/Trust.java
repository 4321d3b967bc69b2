package dev.belfry.check.ssl;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities that this Java trusts, or those of a test. */
final class Trust {
  private final X509TrustManager manager;

  Trust(@Nullable KeyStore authorities) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      manager =
          Arrays.stream(factory.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .map(X509TrustManager.class::cast)
              .findFirst()
              .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java trusts no authority", e);
    }
  }

  /** Whether the chain leads to an authority that is trusted. */
  boolean reaches(Handshake handshake) {
    try {
      manager.checkServerTrusted(
          // What the JDK says of TLS 1.3, where the certificate does not decide the key exchange.
          handshake.chain().toArray(X509Certificate[]::new), "UNKNOWN");
      return true;
    } catch (CertificateException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Whether the stapled answer says that the certificate was revoked. Where there is none, nobody
   * is asked.
   */
  boolean revoked(Handshake handshake) {
    if (handshake.stapled().length == 0) {
      return false;
    }
    try {
      CertPathBuilder builder = CertPathBuilder.getInstance("PKIX");
      PKIXRevocationChecker checker = (PKIXRevocationChecker) builder.getRevocationChecker();
      checker.setOptions(
          EnumSet.of(
              PKIXRevocationChecker.Option.ONLY_END_ENTITY,
              PKIXRevocationChecker.Option.NO_FALLBACK,
              PKIXRevocationChecker.Option.SOFT_FAIL));
      checker.setOcspResponses(Map.of(handshake.own(), handshake.stapled()));
      X509CertSelector own = new X509CertSelector();
      own.setCertificate(handshake.own());
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors(), own);
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(handshake.chain())));
      parameters.setRevocationEnabled(false);
      parameters.addCertPathChecker(checker);
      builder.build(parameters);
      return false;
    } catch (GeneralSecurityException e) {
      return saysRevoked(e);
    }
  }

  private Set<TrustAnchor> anchors() {
    return Arrays.stream(manager.getAcceptedIssuers())
        .map(issuer -> new TrustAnchor(issuer, null))
        .collect(Collectors.toSet());
  }

  private static boolean saysRevoked(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathValidatorException failure
          && failure.getReason() == CertPathValidatorException.BasicReason.REVOKED) {
        return true;
      }
    }
    return false;
  }
}

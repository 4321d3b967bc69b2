package dev.belfry.platform.wire.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is secured.
 *
 * @param verify whether the server's certificate must be valid for its name
 * @param identity shown to servers that ask for it
 * @param authorities trusted besides those of this Java
 */
public record TlsTerms(
    boolean verify, @Nullable ClientIdentity identity, List<X509Certificate> authorities) {
  private static final TlsTerms VERIFYING = new TlsTerms(true, null, List.of());
  private static final TlsTerms TRUSTING = new TlsTerms(false, null, List.of());

  public TlsTerms(
      boolean verify, @Nullable ClientIdentity identity, List<X509Certificate> authorities) {
    this.verify = verify;
    this.identity = identity;
    this.authorities = List.copyOf(authorities);
  }

  /** Without anything of one's own. */
  public static TlsTerms of(boolean verify) {
    return verify ? VERIFYING : TRUSTING;
  }

  /** Whether connections of many may share them. */
  public boolean isPlain() {
    return identity == null && (authorities.isEmpty() || !verify);
  }

  /** For servers whom our certificate does not concern. */
  public TlsTerms withoutIdentity() {
    return new TlsTerms(verify, null, authorities);
  }

  /** Null where nothing is shown. */
  public @Nullable X509KeyManager keyManager() {
    return identity == null ? null : identity.keyManager();
  }

  /** Of verified connections: the authorities of this Java, and our own besides. */
  public TrustManager trustManager() {
    return authorities.isEmpty() ? Java.TRUSTED : trusting(all());
  }

  private KeyStore all() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int n = 0;
      for (X509Certificate known : Java.TRUSTED.getAcceptedIssuers()) {
        store.setCertificateEntry("java-" + n++, known);
      }
      for (X509Certificate own : authorities) {
        store.setCertificateEntry("own-" + n++, own);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("authorities could not be put together", e);
    }
  }

  private static X509TrustManager trusting(@Nullable KeyStore authorities) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java trusts no authority", e);
    }
  }

  /** Read when first needed, once: there are many. */
  private static final class Java {
    static final X509TrustManager TRUSTED = trusting(null);
  }
}

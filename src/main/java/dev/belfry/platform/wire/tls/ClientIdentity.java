package dev.belfry.platform.wire.tls;

import dev.belfry.platform.wire.tls.BadPem.Part;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to servers that ask: a certificate and its private key.
 *
 * @param chain our own certificate first
 */
public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
  private static final int LONGEST_CHAIN = 10;

  /** By the algorithm of the key; of others TLS 1.3 knows nothing. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  /**
   * Reads a chain and its key.
   *
   * @throws BadPem saying which of the two is wrong, and how; also where they do not belong
   *     together
   */
  public static ClientIdentity of(String certificates, String privateKey) throws BadPem {
    List<X509Certificate> chain =
        PemCertificates.read(certificates, Part.CERTIFICATE, LONGEST_CHAIN);
    String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
    if (!SIGNATURES.containsKey(algorithm)) {
      throw new BadPem(
          Part.CERTIFICATE, "unknown_algorithm", "must have a key of RSA, EC or EdDSA");
    }
    ClientIdentity identity =
        new ClientIdentity(PemKey.read(privateKey, List.of(algorithm)), chain);
    if (!identity.belongsTogether()) {
      throw new BadPem(
          Part.PRIVATE_KEY, "key_mismatch", "is not the private key of the certificate");
    }
    return identity;
  }

  /** The certificate of a chain that is the client's own. */
  public static X509Certificate own(String certificates) throws BadPem {
    return PemCertificates.read(certificates, Part.CERTIFICATE, LONGEST_CHAIN).getFirst();
  }

  private boolean belongsTogether() {
    byte[] text = {1, 2, 3};
    try {
      Signature signature =
          Signature.getInstance("" + SIGNATURES.get(own().getPublicKey().getAlgorithm()));
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(own().getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  X509Certificate own() {
    return chain.getFirst();
  }

  /**
   * @throws BadPem when the certificate is not valid at this time
   */
  public void requireValid(Instant now) throws BadPem {
    if (own().getNotAfter().toInstant().isBefore(now)) {
      throw new BadPem(Part.CERTIFICATE, "expired", "has expired");
    }
    if (own().getNotBefore().toInstant().isAfter(now)) {
      throw new BadPem(Part.CERTIFICATE, "not_yet_valid", "is not valid yet");
    }
  }

  X509KeyManager keyManager() {
    return new Only(this);
  }

  @Override
  public String toString() {
    return "ClientIdentity";
  }

  /** Shows the one certificate to whoever asks for any, as other clients do. */
  private static final class Only extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";
    private final ClientIdentity identity;

    Only(ClientIdentity identity) {
      this.identity = identity;
    }

    private @Nullable String alias(String... keyTypes) {
      String own = identity.key().getAlgorithm();
      return Arrays.stream(keyTypes).anyMatch(type -> type.startsWith(own)) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      String alias = alias(keyType);
      return alias == null ? null : new String[] {alias};
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return alias(keyTypes);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return ALIAS.equals(alias) ? identity.chain().toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return ALIAS.equals(alias) ? identity.key() : null;
    }
  }
}

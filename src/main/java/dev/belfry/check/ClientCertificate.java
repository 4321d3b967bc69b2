package dev.belfry.check;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belfry.platform.wire.tls.BadPem;
import dev.belfry.platform.wire.tls.ClientIdentity;
import dev.belfry.platform.wire.tls.PemKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is shown to a server that asks for a client's certificate. All that is given is kept secret;
 * of the certificate its subject, fingerprint and end are shown.
 *
 * @param certificate PEM: the client's own first, then those that lead to an authority, ten at most
 * @param privateKey PEM of PKCS#8: RSA up to 8192 bits, EC, or EdDSA
 * @param passphrase of an encrypted key, which is opened at once; it is not kept
 */
@RegisterForReflection
@Schema(name = "ClientCertificate")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(
    value = {"subject", "fingerprint", "expires_at"},
    allowGetters = true)
public record ClientCertificate(
    @NotNull @Size(min = 1, max = 32_768) String certificate,
    @NotNull @Size(min = 1, max = LONGEST_KEY) String privateKey,
    @Size(max = LONGEST_PASSPHRASE) @Nullable String passphrase) {
  private static final int LONGEST_KEY = 16_384;
  private static final int LONGEST_PASSPHRASE = 1024;

  /** A key that its passphrase opens is held without it. */
  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public ClientCertificate(String certificate, String privateKey, @Nullable String passphrase) {
    Optional<String> opened = opened(privateKey, passphrase);
    this.certificate = certificate;
    this.privateKey = opened.orElse(privateKey);
    this.passphrase = opened.isPresent() ? null : passphrase;
  }

  private static Optional<String> opened(@Nullable String key, @Nullable String passphrase) {
    if (key == null || passphrase == null) {
      return Optional.empty();
    }
    boolean longer = key.length() > LONGEST_KEY || passphrase.length() > LONGEST_PASSPHRASE;
    if (longer || !PemKey.isEncrypted(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(PemKey.opened(key, passphrase));
    } catch (BadPem e) {
      // Said by the rules, which name the field.
      return Optional.empty();
    }
  }

  /** Of the certificate; absent where it is masked. */
  @JsonProperty
  @Schema(readOnly = true)
  public @Nullable String subject() {
    return own().map(own -> own.getSubjectX500Principal().getName()).orElse(null);
  }

  /** SHA-256 of the certificate in hexadecimal; absent where it is masked. */
  @JsonProperty
  @Schema(readOnly = true)
  public @Nullable String fingerprint() {
    return own().map(ClientCertificate::sha256).orElse(null);
  }

  /** Of the certificate; absent where it is masked. */
  @JsonProperty
  @Schema(readOnly = true)
  public @Nullable Instant expiresAt() {
    return own().map(own -> own.getNotAfter().toInstant()).orElse(null);
  }

  private Optional<X509Certificate> own() {
    try {
      return Optional.of(ClientIdentity.own(certificate));
    } catch (BadPem e) {
      return Optional.empty();
    }
  }

  private static String sha256(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate has no fingerprint", e);
    }
  }

  /** Not the record's own form, which holds the key. */
  @Override
  public String toString() {
    return "ClientCertificate";
  }
}

package dev.belfry.platform.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns secrets that are only ever verified into what the database keeps: HMAC-SHA-256 under a key
 * that is not in the database, so that a dump neither confirms a secret nor lets one be planted.
 */
@ApplicationScoped
public class Pepper {
  /** The number under which hashes of this pepper are stored; a second one comes with rotation. */
  public static final short KID = 1;

  private final SecretKeySpec key;

  Pepper(BelfryHome home) {
    byte[] secret =
        SecretFiles.read(
            home.pepperFile().orElse(home.home().resolve("pepper")), home.database().embedded());
    key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** 32 bytes. */
  public byte[] hash(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }

  byte[] fingerprint() {
    return Fingerprints.of("pepper", key.getEncoded());
  }

  /** Compares in constant time. */
  public static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }
}

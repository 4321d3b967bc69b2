package dev.belfry.platform.seal;

import dev.belfry.platform.start.StartRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is stored and needed again: AES-256-GCM. Sealed form: one byte of key id, 12 bytes
 * of nonce, ciphertext with its 16 byte tag. The place (account and row) is authenticated, so that
 * a sealed value cannot be moved to another row.
 */
@ApplicationScoped
public class Sealer {
  private static final byte KEY_ID = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  Sealer(BelfryHome home) {
    byte[] secret =
        SecretFiles.read(
            home.sealingKeyFile().orElse(home.home().resolve("sealing-key")),
            home.database().embedded());
    if (secret.length != KEY_BYTES) {
      throw new StartRefusedException("The sealing key must be exactly 32 bytes.");
    }
    key = new SecretKeySpec(secret, "AES");
  }

  /**
   * @param place what the value belongs to, such as the account's and the row's id
   */
  public byte[] seal(String clear, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] ciphertext =
          cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(clear.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(1 + NONCE_BYTES + ciphertext.length)
          .put(KEY_ID)
          .put(nonce)
          .put(ciphertext)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("could not seal", e);
    }
  }

  /**
   * @throws IllegalStateException when it was sealed by another key or for another place
   */
  public String open(byte[] sealed, String place) {
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != KEY_ID) {
      throw new IllegalStateException("sealed by a key that is not here");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    try {
      byte[] clear =
          cipher(Cipher.DECRYPT_MODE, nonce, place)
              .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
      return new String(clear, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "could not be opened: another sealing key, or moved from another row", e);
    }
  }

  /**
   * A key of 32 bytes for another purpose, the same at every start: HKDF-SHA-256 (RFC 5869) of the
   * sealing key.
   *
   * @param label which purpose; keys of two labels tell nothing of each other
   */
  public byte[] derive(String label) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(key.getEncoded())
                  .thenExpand(("belfry " + label).getBytes(StandardCharsets.UTF_8), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of every Java from 25 on", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  byte[] fingerprint() {
    return Fingerprints.of("sealing-key", key.getEncoded());
  }
}

package dev.belfry.platform.seal;

import dev.belfry.platform.start.StartRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is stored and needed again: AES-256-GCM. Sealed form: one byte for the form, 12
 * bytes of nonce, ciphertext with its 16 byte tag. The place (account and row) is authenticated, so
 * that a sealed value cannot be moved to another row. The newest key seals; what keys of before
 * sealed is still opened.
 */
@ApplicationScoped
public class Sealer {
  private static final String PREVIOUS = "sealing-key.previous";
  private static final byte FORM = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 8;

  /** The newest first. */
  private final List<SecretKeySpec> keys;

  private final SecureRandom random = new SecureRandom();

  Sealer(BelfryHome home) {
    Path current = home.sealingKeyFile().orElse(home.home().resolve("sealing-key"));
    Set<SecretKeySpec> found = new LinkedHashSet<>();
    found.add(key(current, home.database().embedded()));
    for (Path file : home.previousSealingKeyFiles().orElseGet(() -> previous(home.home()))) {
      found.add(key(file, false));
    }
    keys = List.copyOf(found);
  }

  private static SecretKeySpec key(Path file, boolean create) {
    byte[] secret = SecretFiles.read(file, create);
    if (secret.length != KEY_BYTES) {
      throw new StartRefusedException(file + ": a sealing key must be exactly 32 bytes.");
    }
    return new SecretKeySpec(secret, "AES");
  }

  private static List<Path> previous(Path home) {
    // With a database and secrets of one's own there is nothing to keep in it.
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(PREVIOUS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(home + " could not be read", e);
    }
  }

  /**
   * @param place what the value belongs to, such as the account's and the row's id
   */
  public byte[] seal(String clear, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] ciphertext =
          cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, place)
              .doFinal(clear.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(1 + NONCE_BYTES + ciphertext.length)
          .put(FORM)
          .put(nonce)
          .put(ciphertext)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("could not seal", e);
    }
  }

  /**
   * @throws IllegalStateException when it was sealed by a key that is not here, or for another
   *     place
   */
  public String open(byte[] sealed, String place) {
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORM) {
      throw new IllegalStateException("not sealed in a form that is known");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    for (SecretKeySpec key : keys) {
      try {
        byte[] clear =
            cipher(Cipher.DECRYPT_MODE, key, nonce, place)
                .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        return new String(clear, StandardCharsets.UTF_8);
      } catch (AEADBadTagException e) {
        // perhaps by an older one
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("could not open", e);
      }
    }
    throw new IllegalStateException(
        "could not be opened: another sealing key, or moved from another row");
  }

  /**
   * A key for another purpose.
   *
   * @param sealingKey the id of the key from which it is derived
   * @param secret 32 bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Derived(String sealingKey, byte[] secret) {
    @Override
    public String toString() {
      return "Derived[" + sealingKey + "]";
    }
  }

  /**
   * Keys of 32 bytes for another purpose, the same at every start, one of each sealing key, the
   * newest first: HKDF-SHA-256 (RFC 5869).
   *
   * @param label which purpose; keys of two labels tell nothing of each other
   */
  public List<Derived> derived(String label) {
    return keys.stream().map(key -> new Derived(id(key), derive(key, label))).toList();
  }

  private static byte[] derive(SecretKeySpec key, String label) {
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

  /** What the database may know of a key: 16 hexadecimal digits of its fingerprint. */
  private static String id(SecretKeySpec key) {
    return HexFormat.of().formatHex(fingerprint(key), 0, ID_BYTES);
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** Of all keys by their ids, the newest first. */
  Map<String, byte[]> fingerprints() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    keys.forEach(key -> all.put(id(key), fingerprint(key)));
    return all;
  }

  private static byte[] fingerprint(SecretKeySpec key) {
    return Fingerprints.of("sealing-key", key.getEncoded());
  }
}

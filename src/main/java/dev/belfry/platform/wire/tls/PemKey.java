package dev.belfry.platform.wire.tls;

import dev.belfry.platform.wire.tls.BadPem.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** A private key as PEM: PKCS#8 (RFC 5958), plain or under a passphrase. */
public final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{0,40})-----([A-Za-z0-9+/=\\s]*+)-----END ([A-Z0-9 ]{0,40})-----");
  private static final String PLAIN = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  /** Whoever makes them wants to be slow; nobody may make us slow for long. */
  private static final int MOST_ITERATIONS = 100_000;

  /** More bits cost a tenth of a second for each handshake. */
  private static final int MOST_RSA_BITS = 8192;

  private PemKey() {}

  public static boolean isEncrypted(String pem) {
    return pem.contains("-----BEGIN " + ENCRYPTED + "-----");
  }

  /**
   * The same key without its passphrase.
   *
   * @throws BadPem for a passphrase that does not open it, and for forms that are not known
   */
  public static String opened(String pem, String passphrase) throws BadPem {
    byte[] der = decoded(block(pem, ENCRYPTED));
    char[] secret = passphrase.toCharArray();
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      AlgorithmParameters parameters = info.getAlgParameters();
      if (parameters == null) {
        throw unknownForm();
      }
      PBEParameterSpec effort = parameters.getParameterSpec(PBEParameterSpec.class);
      if (effort.getIterationCount() > MOST_ITERATIONS) {
        throw new BadPem(
            Part.PRIVATE_KEY,
            "too_many_iterations",
            "must be encrypted with at most " + MOST_ITERATIONS + " iterations");
      }
      // Of PBES2 the parameters alone know how the JDK calls it.
      String algorithm = info.getAlgName().startsWith("PBE") ? info.getAlgName() : "";
      String known = algorithm.isEmpty() || algorithm.equals("PBES2") ? "" + parameters : algorithm;
      Cipher cipher = Cipher.getInstance(known);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(known).generateSecret(new PBEKeySpec(secret)),
          parameters);
      return text(info.getKeySpec(cipher).getEncoded());
    } catch (InvalidKeySpecException e) {
      throw new BadPem(
          Part.PASSPHRASE, "wrong_passphrase", "is not the passphrase of the private key");
    } catch (GeneralSecurityException | IOException e) {
      throw unknownForm();
    }
  }

  private static String text(byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN "
        + PLAIN
        + "-----\n"
        + lines.encodeToString(der)
        + "\n-----END "
        + PLAIN
        + "-----\n";
  }

  static PrivateKey read(String pem, List<String> algorithms) throws BadPem {
    if (isEncrypted(pem)) {
      throw new BadPem(Part.PASSPHRASE, "required", "must be given: the private key is encrypted");
    }
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decoded(block(pem, PLAIN)));
    for (String algorithm : algorithms) {
      try {
        PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() > MOST_RSA_BITS) {
          throw new BadPem(
              Part.PRIVATE_KEY, "too_large", "must have at most " + MOST_RSA_BITS + " bits");
        }
        return key;
      } catch (GeneralSecurityException e) {
        // perhaps of the next kind
      }
    }
    throw new BadPem(Part.PRIVATE_KEY, "key_mismatch", "is not the private key of the certificate");
  }

  private static String block(String pem, String label) throws BadPem {
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      if (block.group(1).equals(label) && block.group(3).equals(label)) {
        return block.group(2);
      }
    }
    throw unknownForm();
  }

  private static byte[] decoded(String base64) throws BadPem {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw unknownForm();
    }
  }

  private static BadPem unknownForm() {
    return new BadPem(
        Part.PRIVATE_KEY,
        "invalid_key",
        "must be a private key as PKCS#8 in PEM (-----BEGIN PRIVATE KEY-----), or encrypted by PBES2"
            + " with PBKDF2; openssl pkcs8 -topk8 makes one of other forms");
  }
}

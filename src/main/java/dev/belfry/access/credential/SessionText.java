package dev.belfry.access.credential;

import java.security.SecureRandom;
import java.util.Base64;

/** The text of a session: 256 random bits in base64url, 43 characters. */
public final class SessionText {
  private static final int BYTES = 32;
  private static final int LENGTH = 43;

  private SessionText() {}

  public static String generate(SecureRandom random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  static boolean wellFormed(String text) {
    return text.length() == LENGTH
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
  }
}

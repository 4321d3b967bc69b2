package dev.belfry.access.credential;

import dev.belfry.access.grant.Scope;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key: {@code bfy_<type>_<32 base62><6 base62 of CRC-32>}, 46 characters. The
 * checksum lets a mistyped or made-up key be refused without asking the database; it proves
 * nothing. Secret scanners match {@code \bbfy_(pat|svc|reg|ing)_[0-9A-Za-z]{38}\b}.
 */
public final class KeyText {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String PREFIX = "bfy_";
  private static final int TYPE = 3;
  private static final int BODY = 32;
  private static final int CHECKSUM = 6;
  private static final int START = PREFIX.length() + TYPE + 1;
  private static final int LENGTH = START + BODY + CHECKSUM;
  private static final int SHOWN = 4;
  private static final Map<String, Type> TYPES =
      Map.of("pat", Type.PAT, "svc", Type.SVC, "reg", Type.REG, "ing", Type.ING);

  /** What the key is for: a person's, a service's, registering servers only, telemetry only. */
  public enum Type {
    PAT(null),
    SVC(null),
    REG(Scope.SERVER_REGISTER),
    ING(Scope.TELEMETRY_WRITE);

    private final @Nullable Scope only;

    Type(@Nullable Scope only) {
      this.only = only;
    }

    /** The one scope that a key of this type can have at all; empty where it is not restricted. */
    public Optional<Scope> only() {
      return Optional.ofNullable(only);
    }

    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private KeyText() {}

  /** A new key: 32 characters drawn evenly, 190 bits. */
  public static String generate(Type type, SecureRandom random) {
    StringBuilder key = new StringBuilder(LENGTH).append(PREFIX).append(type.text()).append('_');
    for (int i = 0; i < BODY; i++) {
      key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return key.append(checksum(key.toString())).toString();
  }

  /**
   * The type of a well-formed key; empty for anything else, which no database needs to be asked
   * about.
   */
  public static Optional<Type> typeOf(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(START - 1) != '_') {
      return Optional.empty();
    }
    for (int i = START; i < LENGTH; i++) {
      if (ALPHABET.indexOf(text.charAt(i)) < 0) {
        return Optional.empty();
      }
    }
    boolean right =
        checksum(text.substring(0, LENGTH - CHECKSUM))
            .contentEquals(text.substring(LENGTH - CHECKSUM));
    return right
        ? Optional.ofNullable(TYPES.get(text.substring(PREFIX.length(), START - 1)))
        : Optional.empty();
  }

  /** Enough to recognise a key by, not to use it. */
  public static String hint(String key) {
    return key.substring(0, START + SHOWN) + "…" + key.substring(LENGTH - SHOWN);
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] digits = new char[CHECKSUM];
    for (int i = CHECKSUM - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }
}

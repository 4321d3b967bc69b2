package dev.belfry.access.people;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id hashes of passwords as PHC strings, with the least parameters that OWASP's cheat sheet
 * names: 19 MiB, two passes, one lane. Each hash takes its memory, so only a few run at once.
 */
@ApplicationScoped
public class Passwords {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final String PARAMETERS =
      "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";
  private static final int SHORTEST = 12;
  private static final int LONGEST_BYTES = 1024;
  private static final int AT_ONCE = 4;
  private static final int PATIENCE_SECONDS = 5;

  private final SecureRandom random = new SecureRandom();
  private final Semaphore places = new Semaphore(AT_ONCE);

  /** Of nobody: only compared with, so that an unknown user takes as long as a known one. */
  private final String nobodys = phc(new byte[SALT_BYTES], new byte[HASH_BYTES]);

  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return phc(salt, argon2(password, salt));
  }

  private static String phc(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return PARAMETERS + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
  }

  /**
   * Takes the same time when there is no hash, so that nobody learns which addresses have a user.
   */
  public boolean matches(String password, @Nullable String hash) {
    String compared = hash == null ? nobodys : hash;
    String[] parts = compared.split("\\$", -1);
    byte[] salt = Base64.getDecoder().decode(parts[4]);
    byte[] expected = Base64.getDecoder().decode(parts[5]);
    boolean same = dev.belfry.platform.seal.Pepper.same(argon2(password, salt), expected);
    return same && hash != null;
  }

  /**
   * Long enough, all of it used, and neither common nor the address; nothing more is asked (ASVS 5,
   * 6.2).
   *
   * @throws Problem 422 at the pointer
   */
  public static void requireGood(String password, String email, String pointer) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      throw Problem.invalid(pointer, "too_short", "must have at least " + SHORTEST + " characters");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      throw Problem.invalid(
          pointer, "too_large", "must have at most " + LONGEST_BYTES + " bytes in UTF-8");
    }
    if (password.equalsIgnoreCase(email)) {
      throw Problem.invalid(pointer, "not_allowed", "must not be the address");
    }
    if (CommonPasswords.contain(password, email)) {
      throw Problem.invalid(
          pointer, "too_common", "is common or soon guessed; take a few words that nobody links");
    }
  }

  private boolean hasPlace() {
    try {
      return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private byte[] argon2(String password, byte[] salt) {
    if (!hasPlace()) {
      throw Problem.of(ProblemType.UNAVAILABLE, "Too many people sign in at the moment.")
          .with("Retry-After", "5");
    }
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(MEMORY_KIB)
              .withIterations(PASSES)
              .withParallelism(LANES)
              .withSalt(salt)
              .build());
      byte[] hash = new byte[HASH_BYTES];
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      places.release();
    }
  }
}

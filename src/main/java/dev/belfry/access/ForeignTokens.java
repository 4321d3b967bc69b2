package dev.belfry.access;

import dev.belfry.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies access tokens that another issuer has signed; it knows nothing of our people. */
public interface ForeignTokens {
  /**
   * What a good token says.
   *
   * @param issuer with the subject the identity
   * @param expiresAt from when on it counts for nothing, whatever the clocks of others say
   * @param scopes what the token is limited to; it never adds anything
   * @param account the account that it is meant for, where it names one
   */
  record Verified(
      String issuer,
      String subject,
      Instant issuedAt,
      Instant expiresAt,
      List<String> scopes,
      @Nullable String account) {}

  /**
   * @throws Problem 401 when the token is not good or such tokens are not taken, 503 when the
   *     issuer's keys cannot be read
   */
  Verified verify(String token);
}

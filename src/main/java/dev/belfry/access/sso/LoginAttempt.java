package dev.belfry.access.sso;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.belfry.platform.seal.Sealer;
import java.time.Instant;
import java.util.Base64;

/**
 * A login under way. The browser keeps it, sealed, in a cookie: so it is bound to that browser, and
 * strangers cannot fill a table of ours by beginning logins.
 */
record LoginAttempt(
    State state, Nonce nonce, CodeVerifier verifier, Instant expiresAt, String next) {
  private static final String PLACE = "sso/login";
  private static final int FIELDS = 5;

  String sealed(Sealer sealer) {
    String fields =
        String.join(
            "\n",
            state.getValue(),
            nonce.getValue(),
            verifier.getValue(),
            String.valueOf(expiresAt.getEpochSecond()),
            next);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealer.seal(fields, PLACE));
  }

  /**
   * @throws dev.belfry.platform.problem.Problem 400 when it is not one of ours, or too old
   */
  static LoginAttempt open(Sealer sealer, String sealed, Instant now) {
    String[] fields = fields(sealer, sealed);
    LoginAttempt attempt =
        new LoginAttempt(
            new State(fields[0]),
            new Nonce(fields[1]),
            new CodeVerifier(fields[2]),
            Instant.ofEpochSecond(Long.parseLong(fields[3])),
            fields[4]);
    if (!now.isBefore(attempt.expiresAt())) {
      throw SsoProblems.lost("It took too long.");
    }
    return attempt;
  }

  private static String[] fields(Sealer sealer, String sealed) {
    try {
      return sealer.open(Base64.getUrlDecoder().decode(sealed), PLACE).split("\n", FIELDS);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw SsoProblems.lost("This browser did not begin it here.");
    }
  }

  @Override
  public String toString() {
    return "LoginAttempt[...]";
  }
}

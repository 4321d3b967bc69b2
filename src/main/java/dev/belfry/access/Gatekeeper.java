package dev.belfry.access;

import dev.belfry.access.credential.Credential;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From a credential to who that is, or to the reason why not. */
@ApplicationScoped
class Gatekeeper {
  private final Authenticator authenticator;
  private final TokenAuthenticator tokens;
  private final FailureBudget failures;
  private final Refusals refusals;
  private final AccessMeters meters;

  Gatekeeper(
      Authenticator authenticator,
      TokenAuthenticator tokens,
      FailureBudget failures,
      Refusals refusals,
      AccessMeters meters) {
    this.authenticator = authenticator;
    this.tokens = tokens;
    this.failures = failures;
    this.refusals = refusals;
    this.meters = meters;
  }

  /**
   * Whom the credential names, good or not.
   *
   * @throws Problem 401 where it has not the form of one
   */
  Identity identify(Credential credential, @Nullable String address) {
    if (!credential.wellFormed()) {
      refusals.malformed();
      failures.failed(address);
      meters.authenticated("malformed");
      throw AccessProblems.invalid(
          "It is not a credential of Belfry: its form or its checksum is wrong.");
    }
    Identity identity = lookUp(credential, address);
    meters.authenticated(identity.state().name().toLowerCase(Locale.ROOT));
    return identity;
  }

  /**
   * That it is good.
   *
   * @throws Problem 401 saying what is wrong with it, as far as its holder may know; 429 when a
   *     window of its limits is full
   */
  void require(Identity identity, @Nullable String address) {
    if (identity.state() == Identity.State.OK) {
      return;
    }
    if (identity.state() == Identity.State.LIMITED) {
      refusals.limited();
      meters.limited();
      throw AccessProblems.limited(java.util.Objects.requireNonNull(identity.windows()));
    }
    refusals.invalid(identity);
    failures.failed(address);
    // What is valid passes at once from anywhere; only who fails too often waits for his answer.
    throw failures.refusal(() -> refused(identity), address);
  }

  private static Problem refused(Identity identity) {
    return AccessProblems.invalid(
        switch (identity.state()) {
          case REVOKED -> "The credential was revoked.";
          case ROTATED -> "The key was rotated; its successor is valid.";
          case EXPIRED -> "The credential has expired.";
          case EARLY -> "The key is not valid yet.";
          case DISABLED -> "The credential, its owner or its account is disabled.";
          case ELSEWHERE -> "The key is not valid from this address.";
          case UNKNOWN, LIMITED, OK -> "The credential is not known.";
        });
  }

  private Identity lookUp(Credential credential, @Nullable String address) {
    if (!(credential instanceof Credential.Token token)) {
      return authenticator.identify(credential, address);
    }
    try {
      return tokens.identify(token);
    } catch (Problem refused) {
      if (refused.type().equals(AccessProblems.INVALID_CREDENTIAL)) {
        refusals.malformed();
        failures.failed(address);
      }
      throw refused;
    }
  }
}

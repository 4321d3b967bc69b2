package dev.belfry.access.idempotency;

import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Who is first with a call, and what the others are told. */
@ApplicationScoped
class IdempotencyService {
  static final ProblemType UNDER_WAY =
      new ProblemType("call_under_way", 409, "The same call is under way");
  static final ProblemType UNKNOWN_OUTCOME =
      new ProblemType("outcome_unknown", 409, "What came of the same call is not known");
  static final ProblemType OTHER_RIGHTS =
      new ProblemType("answer_withheld", 409, "The same call was done under other rights");
  static final ProblemType REUSED =
      new ProblemType("idempotency_key_reused", 422, "The key was used for another call");
  static final ProblemType TOO_MANY =
      new ProblemType("too_many_idempotency_keys", 429, "Too many calls are remembered");
  private static final Logger LOG = Logger.getLogger(IdempotencyService.class);

  /** Calls take less, but for those that died. */
  private static final int LONG_SECONDS = 120;

  private static final String SOON = "1";
  private static final String LATER = "3600";
  private static final String RETRY_AFTER = "Retry-After";

  private final Ledger ledger;
  private final Accounts accounts;

  IdempotencyService(Ledger ledger, Accounts accounts) {
    this.ledger = ledger;
    this.accounts = accounts;
  }

  /** Either the id of a claim, or what was answered before: just one of them. */
  record Standing(Optional<UUID> claim, Optional<Ledger.Earlier> earlier) {}

  /**
   * In the caller's own binding, so that nobody who lost his right claims or is replayed anything.
   *
   * @throws Problem 409 while the same call is under way or its outcome is unknown, 422 when the
   *     key was used for another call, 429 when the caller or the account has too many keys
   */
  Standing begin(Request request) {
    return QuarkusTransaction.requiringNew().call(() -> claimed(request));
  }

  private Standing claimed(Request request) throws SQLException {
    Optional<Ledger.Earlier> known = ledger.find(request);
    if (known.isEmpty()) {
      requireRoom(request);
    }
    Optional<UUID> claim = ledger.claim(request);
    if (claim.isPresent()) {
      return new Standing(claim, Optional.empty());
    }
    Ledger.Earlier earlier =
        ledger
            .find(request)
            .orElseThrow(
                () ->
                    Problem.of(UNDER_WAY, "It has just failed; send it again.")
                        .with(RETRY_AFTER, SOON));
    requireReplayable(earlier);
    return new Standing(Optional.empty(), Optional.of(earlier));
  }

  private void requireRoom(Request request) throws SQLException {
    if (ledger.isShareFull(request)) {
      throw tooMany("One caller has at most " + Ledger.MOST_OF_ONE);
    }
    if (ledger.isFull(request.account())) {
      throw tooMany("An account has at most " + Ledger.MOST);
    }
  }

  private static Problem tooMany(String who) {
    return Problem.of(TOO_MANY, who + " keys of this kind in a day.").with(RETRY_AFTER, LATER);
  }

  private static void requireReplayable(Ledger.Earlier earlier) {
    if (!earlier.samePayload()) {
      throw Problem.of(
          REUSED,
          "This path or body is not that of the call for which you used the key; take another key.");
    }
    if (earlier.status() == null) {
      throw earlier.ageSeconds() < LONG_SECONDS
          ? Problem.of(UNDER_WAY, "Wait for its answer, or send it again.").with(RETRY_AFTER, SOON)
          : Problem.of(
                  UNKNOWN_OUTCOME,
                  "It broke off, and may have worked or not: look before you repeat it. The key is"
                      + " free again in "
                      + earlier.restSeconds()
                      + " s.")
              .with(RETRY_AFTER, String.valueOf(earlier.restSeconds()));
    }
    if (!earlier.sameRights()) {
      throw Problem.of(
          OTHER_RIGHTS,
          "It was done, with status "
              + earlier.status()
              + ". What you may do has changed since, so its answer is not shown again.");
    }
  }

  /** Kept when it worked; otherwise nothing was changed, and it may be tried again. */
  void end(AccountId account, UUID claim, Ledger.Answered answered) {
    try {
      accounts.in(
          account,
          () -> {
            if (answered.status() < 400) {
              ledger.done(account.uuid(), claim, answered);
            } else {
              ledger.release(account.uuid(), claim);
            }
            return true;
          });
    } catch (RuntimeException e) {
      // The call itself is answered; who repeats it is told that its outcome is unknown.
      LOG.warnf("the answer to a call with an idempotency key was not kept: %s", e.getMessage());
    }
  }
}

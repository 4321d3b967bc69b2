package dev.belfry.check.api;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.WireException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server of tokens gave none; the message is free of what it said and of secrets. */
final class NoToken extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Set<Reason> ON_THE_WAY =
      Set.of(Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.TLS, Reason.CLOSED);

  private final @Nullable Reason reason;
  private final String sentence;

  private NoToken(@Nullable Reason reason, String sentence) {
    super(sentence, null, false, false);
    this.reason = reason;
    this.sentence = "the server of tokens: " + sentence;
  }

  /** It answered, and not with a token. */
  static NoToken answered(String how) {
    return new NoToken(null, how);
  }

  static NoToken of(WireException problem) {
    return new NoToken(problem.reason(), problem.getMessage());
  }

  static NoToken late() {
    return new NoToken(Reason.TIMEOUT, "fetching a token took too long");
  }

  boolean isLate() {
    return reason == Reason.TIMEOUT;
  }

  /**
   * DOWN, since whoever uses the API cannot without a token either; what we refuse ourselves is
   * UNKNOWN.
   *
   * @param which begins the sentence
   */
  Look look(String which, Phases phases) {
    if (reason == Reason.BLOCKED) {
      return Look.failed(reason, which + sentence, phases);
    }
    boolean unreached = reason != null && ON_THE_WAY.contains(reason);
    return Look.of(
        Verdict.DOWN, unreached ? "token_unreachable" : "token_refused", which + sentence, phases);
  }

  @Override
  public String getMessage() {
    return sentence;
  }
}

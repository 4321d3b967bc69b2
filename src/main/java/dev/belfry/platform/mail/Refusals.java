package dev.belfry.platform.mail;

import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.WireFailure;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the failure of a mail means, in words that are ours. */
final class Refusals {
  private Refusals() {}

  static MailOutcome of(@Nullable Throwable problem, int millis) {
    if (problem instanceof SMTPException answer && answer.getReplyCode() > 0) {
      return of(answer, millis);
    }
    if (problem instanceof IOException) {
      String message = WireFailure.of(problem, "the mail server", Phases.total(millis)).message();
      return MailOutcome.temporary(message, null, millis);
    }
    // The client's word for a refused login, for missing TLS and for a lost connection alike.
    return MailOutcome.temporary(
        "the mail server did not take our connection, its TLS or our login", null, millis);
  }

  private static MailOutcome of(SMTPException answer, int millis) {
    int code = answer.getReplyCode();
    String stage = String.valueOf(answer.getMessage());
    boolean recipient = stage.startsWith("recipient");
    boolean text = stage.startsWith("sending data") || stage.startsWith("DATA");
    if (answer.isPermanent() && (recipient || text)) {
      return MailOutcome.permanent(
          "the mail server refused the " + (recipient ? "recipient" : "mail") + " for good",
          code,
          millis);
    }
    String what =
        recipient
            ? "does not take mail for the recipient now"
            : text ? "does not take the mail now" : "does not take mail from us";
    return MailOutcome.temporary("the mail server " + what, code, millis);
  }
}

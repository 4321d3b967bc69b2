package dev.belfry.access.people;

import dev.belfry.access.credential.SessionText;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.mail.MailOutcome;
import dev.belfry.platform.mail.MailPace;
import dev.belfry.platform.mail.Mailer;
import dev.belfry.platform.seal.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mails with a code that stands nowhere else: whoever brings it reads the mail of the address. Each
 * attempt to send one has a new code, of which only a hash is kept.
 */
@ApplicationScoped
public class CodeMails {
  private final DueWork work;
  private final Accounts accounts;
  private final Mailer mailer;
  private final Pepper pepper;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  CodeMails(DueWork work, Accounts accounts, Mailer mailer, Pepper pepper, InstantSource clock) {
    this.work = work;
    this.accounts = accounts;
    this.mailer = mailer;
    this.pepper = pepper;
    this.clock = clock;
  }

  /**
   * A mail that is written and was not sent yet.
   *
   * @param to a bare address
   * @param attempts how many were made before this one
   * @param until when it is of no use any more
   */
  public record Letter(String to, CodeMail mail, int attempts, Instant until) {
    @Override
    public String toString() {
      return "Letter";
    }
  }

  /** Whoever keeps which mails are due. */
  public interface Desk<D> {
    /**
     * Keeps the hash of the code that is mailed now.
     *
     * @return empty where nothing is to be sent any more
     */
    Optional<Letter> write(D due, byte[] hash);

    /**
     * What came of it, unless it was asked for anew meanwhile.
     *
     * @param next when it is tried again; null: nothing is to be sent any more
     */
    void sent(D due, byte[] hash, MailOutcome outcome, @Nullable Instant next);
  }

  /** What {@code work} is due of rows of accounts, known by {@code id}: two, so within a minute. */
  public static Claims.Work work(String table) {
    return new Claims.Work(table, 2, Duration.ofSeconds(60));
  }

  /** Sends all that is due; the desk is asked in transactions bound to the account. */
  public void eachDue(Claims.Work rows, String prefix, Desk<DueWork.Due> desk) throws SQLException {
    work.each(rows, "id", due -> send(due, prefix, bound(desk)));
  }

  private Desk<DueWork.Due> bound(Desk<DueWork.Due> desk) {
    return new Desk<>() {
      @Override
      public Optional<Letter> write(DueWork.Due due, byte[] hash) {
        return accounts.in(due.account(), () -> desk.write(due, hash));
      }

      @Override
      public void sent(DueWork.Due due, byte[] hash, MailOutcome outcome, @Nullable Instant next) {
        accounts.in(
            due.account(),
            () -> {
              desk.sent(due, hash, outcome, next);
              return due;
            });
      }
    };
  }

  /**
   * Sends one, in no transaction.
   *
   * @param prefix of the code, such as {@code bfy_inv_}
   */
  public <D> void send(D due, String prefix, Desk<D> desk) {
    String code = prefix + SessionText.generate(random);
    byte[] hash = pepper.hash(code);
    Optional<Letter> written = desk.write(due, hash);
    if (written.isPresent()) {
      Letter letter = written.get();
      MailOutcome outcome = mailer.send(mail(letter, code));
      Instant next =
          MailPace.next(outcome, letter.attempts(), clock.instant(), letter.until()).orElse(null);
      desk.sent(due, hash, outcome, next);
    }
  }

  private Mail mail(Letter letter, String code) {
    CodeMail mail = letter.mail();
    String how =
        mailer
            .link(mail.page())
            .map(page -> mail.act() + " here:\n\n" + page + "#" + code)
            .orElse(mail.act() + " at " + mail.page() + " of Belfry, with this code:\n\n" + code);
    return new Mail(letter.to(), mail.subject(), mail.text(how), null, Map.of());
  }
}

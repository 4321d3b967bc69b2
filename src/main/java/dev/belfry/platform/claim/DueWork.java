package dev.belfry.platform.claim;

import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The usual loop over due rows of accounts: claims some, does one after the other, and goes on
 * until there are no more. One that fails is logged, and due again when its lease has ended.
 */
@ApplicationScoped
public class DueWork {
  private static final Logger LOG = Logger.getLogger(DueWork.class);

  private final Claims claims;
  private final InstantSource clock;

  DueWork(Claims claims, InstantSource clock) {
    this.claims = claims;
    this.clock = clock;
  }

  /** What was claimed. */
  public record Due(AccountId account, UUID id) {}

  /**
   * Does all that is due now.
   *
   * @param work of a table with the column {@code account_id}
   * @param id the column by which a row is known in its account
   */
  public void each(Claims.Work work, String id, Consumer<Due> todo) throws SQLException {
    List<Due> due;
    do {
      due =
          claims.claim(
              work,
              "t.account_id, t." + id,
              clock.instant(),
              row ->
                  new Due(
                      new AccountId(row.getObject("account_id", UUID.class)),
                      row.getObject(id, UUID.class)));
      due.forEach(one -> attempt(work, one, todo));
    } while (due.size() == work.most());
  }

  private static void attempt(Claims.Work work, Due due, Consumer<Due> todo) {
    try {
      todo.accept(due);
    } catch (RuntimeException e) {
      LOG.errorf(e, "what is due of %s %s could not be done", work.table(), due.id());
    }
  }
}

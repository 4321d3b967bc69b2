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
 * The usual loop over due rows: claims some, does one after the other, and goes on until there are
 * no more. One that fails is logged, and due again when its lease has ended.
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
    each(
        work,
        "t.account_id, t." + id,
        row ->
            new Due(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getObject(id, UUID.class)),
        todo);
  }

  /**
   * The same of rows of the whole installation.
   *
   * @param returning the columns that the reader reads, of the row {@code t}
   * @param reader makes values whose text tells nothing that is in no log
   */
  public <T> void each(
      Claims.Work work, String returning, Claims.Reader<T> reader, Consumer<T> todo)
      throws SQLException {
    List<T> due;
    do {
      due = claims.claim(work, returning, clock.instant(), reader);
      due.forEach(one -> attempt(work, one, todo));
    } while (due.size() == work.most());
  }

  private static <T> void attempt(Claims.Work work, T due, Consumer<T> todo) {
    try {
      todo.accept(due);
    } catch (RuntimeException e) {
      LOG.errorf(e, "what is due of %s could not be done: %s", work.table(), due);
    }
  }
}

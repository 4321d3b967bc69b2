package dev.belfry.monitor.listing;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Makes one row of the many that changes add to a count. The sum is the same before and after it,
 * so that nobody who reads or changes meanwhile sees or waits for it.
 */
@ApplicationScoped
class CountFolding {
  /** A sum of so few more rows costs a reader nothing. */
  private static final int FEW = 20;

  private static final String SQL =
      """
      with gone as (
        delete from monitor_count where id in (
          select id from monitor_count where account_id in (
            select account_id from monitor_count where not folded group by account_id having count(*) >= ?)
          for update skip locked)
        returning account_id, category_id, status, number)
      insert into monitor_count (account_id, category_id, status, number, folded)
      select account_id, category_id, status, sum(number), true from gone group by 1, 2, 3 having sum(number) <> 0""";

  private final AgroalDataSource system;

  CountFolding(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  @Scheduled(
      every = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "monitor.counts")
  void runDue() throws SQLException {
    fold(FEW);
  }

  /** Of the accounts to whose counts so many rows were added. */
  void fold(int few) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setInt(1, few);
      statement.executeUpdate();
    }
  }
}

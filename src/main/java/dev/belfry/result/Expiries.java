package dev.belfry.result;

import dev.belfry.access.Access;
import dev.belfry.access.grant.ReachCondition;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * When certificates and registrations end, as the last look saw it; in the caller's transaction.
 */
@ApplicationScoped
public class Expiries {
  private final Access access;
  private static final String SOON =
      "select account_id, monitor_id, expires_at from result_expiry where expires_at > ? and expires_at <= ?";

  private final MonitorDirectory monitors;
  private final AgroalDataSource system;

  Expiries(
      Access access, MonitorDirectory monitors, @DataSource("system") AgroalDataSource system) {
    this.system = system;
    this.access = access;
    this.monitors = monitors;
  }

  /** What a monitor looks at ends then. */
  public record Ending(MonitorId monitor, String name, String type, Instant at) {
    private static Ending of(Object[] row) {
      return new Ending(
          new MonitorId((UUID) row[0]), (String) row[1], (String) row[2], (Instant) row[3]);
    }
  }

  /**
   * Those that the caller may see and that end until then or have ended, the first to end first.
   */
  public Page<Ending> until(Instant end, PageRequest page) {
    ReachCondition reach = monitors.reach();
    String from =
        " from StoredExpiry e join Monitor m on m.id = e.monitorId and m.accountId = e.accountId"
            + " where e.accountId = :account and e.expiresAt <= :end and "
            + reach.text();
    Map<String, Object> values = new HashMap<>(reach.values());
    values.put("account", access.account().uuid());
    values.put("end", end);
    List<Ending> data =
        query(
                "select e.monitorId, m.name, m.kind, e.expiresAt"
                    + from
                    + " order by e.expiresAt, e.monitorId",
                Object[].class,
                values)
            .setFirstResult(page.index() * page.limit)
            .setMaxResults(page.limit)
            .getResultStream()
            .map(Ending::of)
            .toList();
    return Page.of(
        data, page, query("select count(*)" + from, Long.class, values).getSingleResult());
  }

  /** Of whatever account. */
  public record Soon(AccountId account, MonitorId monitor, Instant at) {}

  /** For loops: what ends between two instants, in all accounts. */
  public List<Soon> soon(Instant from, Instant to) throws SQLException {
    List<Soon> soon = new ArrayList<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(SOON)) {
      statement.setObject(1, from.atOffset(ZoneOffset.UTC));
      statement.setObject(2, to.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          soon.add(
              new Soon(
                  new AccountId(row.getObject(1, UUID.class)),
                  new MonitorId(row.getObject(2, UUID.class)),
                  row.getObject(3, OffsetDateTime.class).toInstant()));
        }
      }
    }
    return soon;
  }

  private static <T> TypedQuery<T> query(String text, Class<T> type, Map<String, Object> values) {
    TypedQuery<T> query = Panache.getEntityManager().createQuery(text, type);
    values.forEach(query::setParameter);
    return query;
  }
}

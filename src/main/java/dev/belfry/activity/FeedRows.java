package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The new entries of several accounts in one statement. */
@ApplicationScoped
class FeedRows {
  static final int PAGE = 200;
  private static final String AFTER =
      """
      select f.account, f.after, l.number, l.entry_id, l.hash, %s
      from unnest(?::uuid[], ?::bigint[]) as f (account, after)
      cross join lateral (
        select * from activity_link n where n.account_id = f.account and n.number > f.after
        order by n.number limit %d) l
      left join activity_entry e on e.account_id = l.account_id and e.id = l.entry_id
      order by f.account, f.after, l.number"""
          .formatted(Link.ENTRY, PAGE);

  private final AgroalDataSource system;

  FeedRows(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  /** How far somebody has read: up to this number. */
  record Position(AccountId account, long after) {}

  /** The next links of each, by number; none where there are none. */
  Map<Position, List<Link>> after(Set<Position> positions) throws SQLException {
    List<Position> asked = List.copyOf(positions);
    try (Connection connection = system.getConnection();
        PreparedStatement select = connection.prepareStatement(AFTER)) {
      select.setArray(
          1,
          connection.createArrayOf(
              "uuid", asked.stream().map(one -> one.account().uuid()).toArray()));
      select.setArray(
          2, connection.createArrayOf("bigint", asked.stream().map(Position::after).toArray()));
      Map<Position, List<Link>> found = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Position position =
              new Position(
                  new AccountId(rows.getObject("account", UUID.class)), rows.getLong("after"));
          found.computeIfAbsent(position, none -> new ArrayList<>()).add(Link.read(rows));
        }
      }
      return found;
    }
  }
}

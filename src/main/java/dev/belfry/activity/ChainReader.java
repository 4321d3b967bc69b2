package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chain of the bound account, in short transactions: a check of a long chain holds
 * nothing up.
 */
@ApplicationScoped
class ChainReader {
  private final AgroalDataSource app;

  ChainReader(AgroalDataSource app) {
    this.app = app;
  }

  /**
   * How the chain stands at one moment.
   *
   * @param last the number of the last link that is there; 0 for none
   * @param waiting entries that are not chained yet
   */
  record Standing(@Nullable Head head, long last, long waiting) {}

  Standing standing(AccountId account) {
    return first(
        """
        select h.account_id, h.number, h.hash, h.at, h.signature,
          (select coalesce(max(l.number), 0) from activity_link l where l.account_id = a.id) as last,
          (select count(*) from activity_unchained u where u.account_id = a.id) as waiting
        from (values (?::uuid)) a (id) left join activity_head h on h.account_id = a.id""",
        row ->
            new Standing(
                row.getObject("account_id") == null ? null : Head.read(row),
                row.getLong("last"),
                row.getLong("waiting")),
        account.uuid());
  }

  /** Links with their entries, by number. */
  List<Link> links(AccountId account, long from, long to, int most) {
    return all(
        "select l.number, l.entry_id, l.hash, "
            + Link.ENTRY
            + """
             from activity_link l left join activity_entry e on e.account_id = l.account_id and e.id = l.entry_id
            where l.account_id = ? and l.number between ? and ? order by l.number limit ?""",
        Link::read,
        account.uuid(),
        from,
        to,
        most);
  }

  /** The hash of a link; null when there is no such link. */
  byte @Nullable [] hash(AccountId account, long number) {
    return first(
        """
        select l.hash from (values (?::uuid, ?)) v (account, number)
        left join activity_link l on l.account_id = v.account and l.number = v.number""",
        row -> row.getBytes(1),
        account.uuid(),
        number);
  }

  /** Of the link of an entry; null while it is not chained. */
  @Nullable Long number(AccountId account, EntryId entry) {
    return all(
            "select number from activity_link where account_id = ? and entry_id = ?",
            row -> row.getLong(1),
            account.uuid(),
            entry.uuid())
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Entries that are neither chained nor waiting for it. */
  List<UUID> strays(AccountId account, int most) {
    return all(
        """
        select e.id from activity_entry e where e.account_id = ?
        and not exists (select 1 from activity_link l where l.account_id = e.account_id and l.entry_id = e.id)
        and not exists (select 1 from activity_unchained u where u.account_id = e.account_id and u.entry_id = e.id)
        limit ?""",
        row -> row.getObject(1, UUID.class),
        account.uuid(),
        most);
  }

  @FunctionalInterface
  private interface Reading<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  private <T extends @Nullable Object> T first(String sql, Reading<T> reading, Object... values) {
    return all(sql, reading, values).getFirst();
  }

  private <T extends @Nullable Object> List<T> all(
      String sql, Reading<T> reading, Object... values) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (Connection connection = app.getConnection();
                  PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                  statement.setObject(i + 1, values[i]);
                }
                List<T> found = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                  while (rows.next()) {
                    found.add(reading.read(rows));
                  }
                }
                return found;
              }
            });
  }
}

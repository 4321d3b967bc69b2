package dev.belfry.account.installation;

import dev.belfry.account.AccountStatus;
import dev.belfry.account.Plan;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.PageRequest;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The accounts of the installation, oldest first: work across accounts. */
@ApplicationScoped
class InstalledAccounts {
  private static final String FROM =
      " from account_account c join access_account a on a.id = c.account_id and a.status <> 'opening'";
  private static final String COLUMNS =
      "select c.account_id, c.name, c.plan, a.status, c.parent_id, c.created_at, c.updated_at";

  private final AgroalDataSource system;

  InstalledAccounts(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  List<InstalledAccount> list(PageRequest page) {
    return read(
        COLUMNS + FROM + " order by c.created_at, c.account_id limit ? offset ?",
        page.limit,
        (long) page.index() * page.limit);
  }

  Optional<InstalledAccount> find(AccountId id) {
    return read(COLUMNS + FROM + " where c.account_id = ?", id.uuid()).stream().findFirst();
  }

  long count() {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement("select count(*)" + FROM);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("accounts could not be counted", e);
    }
  }

  private List<InstalledAccount> read(String sql, Object... values) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<InstalledAccount> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(account(row));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("accounts could not be listed", e);
    }
  }

  private static InstalledAccount account(ResultSet row) throws SQLException {
    UUID parent = row.getObject(5, UUID.class);
    return new InstalledAccount(
        new AccountId(row.getObject(1, UUID.class)),
        row.getString(2),
        Plan.valueOf(row.getString(3)),
        AccountStatus.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
        parent == null ? null : new AccountId(parent),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getObject(7, OffsetDateTime.class).toInstant());
  }
}

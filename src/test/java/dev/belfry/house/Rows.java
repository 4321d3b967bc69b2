package dev.belfry.house;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as the database has them, across accounts: for what no route shows or sets. */
@ApplicationScoped
@SuppressWarnings("InlineFormatString") // they are read on their own
public class Rows {
  private static final int SHORTEST = 6;
  private static final String TABLES =
      """
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1""";
  private static final String SUM =
      """
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '')
      from %s t where account_id = ?""";
  private static final String TEXTS =
      """
      select jsonb_path_query(to_jsonb(t), 'strict $.** ? (@.type() == "string")') #>> '{}'
      from %s t where account_id = ?""";

  private final AgroalDataSource system;

  Rows(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  /** A checksum of the account's rows, by table, whatever tables there are. */
  public Map<String, String> snapshot(AccountId account) {
    Map<String, String> sums = new TreeMap<>();
    for (Object table : select(TABLES)) {
      sums.put("" + table, "" + select(SUM.formatted(table), account.uuid()).getFirst());
    }
    return sums;
  }

  /** Every text in the account's rows, and every id as it is shown, without its prefix. */
  public Set<String> texts(AccountId account) {
    Set<String> texts = new TreeSet<>();
    for (Object table : select(TABLES)) {
      select(TEXTS.formatted(table), account.uuid()).forEach(text -> texts.add(shown("" + text)));
    }
    texts.removeIf(text -> text.length() < SHORTEST);
    return texts;
  }

  private static String shown(String text) {
    return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        ? TypeId.format("x", UUID.fromString(text)).substring(2)
        : text;
  }

  /**
   * @return how many rows it changed
   */
  public int change(String sql, @Nullable Object... values) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column. */
  public List<@Nullable Object> select(String sql, @Nullable Object... values) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = prepared(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<@Nullable Object> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getObject(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}

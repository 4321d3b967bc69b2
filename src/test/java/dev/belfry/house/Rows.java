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

/** All that the database holds of an account, whatever tables there are. */
@ApplicationScoped
public class Rows {
  private static final int SHORTEST = 6;
  private static final String TABLES =
      """
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1""";

  private final AgroalDataSource system;

  Rows(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  /** A checksum of its rows, by table. */
  public Map<String, String> snapshot(AccountId account) {
    Map<String, String> sums = new TreeMap<>();
    for (String table : ask(TABLES)) {
      sums.put(
          table,
          ask(
                  "select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from "
                      + table
                      + " t where account_id = ?",
                  account.uuid())
              .getFirst());
    }
    return sums;
  }

  /** Every text in its rows, and every id as it is shown, without its prefix. */
  public Set<String> texts(AccountId account) {
    Set<String> texts = new TreeSet<>();
    for (String table : ask(TABLES)) {
      for (String text :
          ask(
              "select jsonb_path_query(to_jsonb(t), 'strict $.** ? (@.type() == \"string\")') #>> '{}' from "
                  + table
                  + " t where account_id = ?",
              account.uuid())) {
        texts.add(shown(text));
      }
    }
    texts.removeIf(text -> text.length() < SHORTEST);
    return texts;
  }

  private static String shown(String text) {
    return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        ? TypeId.format("x", UUID.fromString(text)).substring(2)
        : text;
  }

  private List<String> ask(String sql, Object... values) {
    List<String> found = new ArrayList<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }
}

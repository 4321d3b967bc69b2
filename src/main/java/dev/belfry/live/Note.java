package dev.belfry.live;

import dev.belfry.access.grant.Place;
import dev.belfry.platform.event.AccountId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That something changed.
 *
 * @param event such as {@code monitor.changed}
 * @param place where it lay; only with data
 * @param data what is told; null where it is told how the thing stands now
 */
record Note(
    UUID id,
    AccountId account,
    long number,
    String event,
    UUID thing,
    Place place,
    @Nullable String data) {
  static final String MONITOR = "monitor.changed";
  static final String MONITOR_GONE = "monitor.deleted";
  static final String COLUMNS =
      "n.id, n.account_id, n.number, n.event, n.thing, n.category_id, n.group_ids, n.data";

  boolean isOfMonitor() {
    return event.startsWith("monitor.");
  }

  static Note read(ResultSet row) throws SQLException {
    Array groups = row.getArray("group_ids");
    return new Note(
        row.getObject("id", UUID.class),
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getLong("number"),
        row.getString("event"),
        row.getObject("thing", UUID.class),
        new Place(
            row.getObject("category_id", UUID.class),
            groups == null ? Set.of() : Set.of((UUID[]) groups.getArray())),
        row.getString("data"));
  }
}

package dev.belfry.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry with its place in the chain, read as it stands in the database.
 *
 * @param number of the link; 0 where there is none yet
 * @param hash of the link; null where there is none yet
 * @param entry null when the row is gone
 */
@SuppressWarnings("ArrayRecordComponent")
record Link(long number, UUID entryId, byte @Nullable [] hash, @Nullable Entry entry) {
  /** To be selected as {@code e}, after number, entry_id and hash. */
  static final String ENTRY =
      """
      e.id, e.account_id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.actor_hint, e.session_id, e.action,
      e.object_type, e.object_id, e.object_name, e.category_id, e.result, e.address, e.request_id, e.changes, e.mac""";

  /** Reads whatever somebody may have put there; the limits of the API do not hold. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final byte[] GONE = "null".getBytes(StandardCharsets.UTF_8);

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build());
  }

  static Link read(ResultSet row) throws SQLException {
    return new Link(
        row.getLong("number"),
        row.getObject("entry_id", UUID.class),
        row.getBytes("hash"),
        row.getObject("id") == null ? null : entry(row));
  }

  /**
   * Its hash after that one; an entry that went before it was chained leaves {@code null} there.
   */
  byte[] follow(byte[] before, ChainKeys keys) {
    return entry == null
        ? keys.link(before, null, GONE)
        : keys.link(before, entry.mac, Canonical.of(entry));
  }

  /** Whether its hash is the one after that, by any of the keys. */
  boolean follows(byte[] before, ChainKeys keys) {
    return entry == null
        ? keys.linked(before, null, GONE, hash)
        : keys.linked(before, entry.mac, Canonical.of(entry), hash);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Entry entry = new Entry();
    entry.id = row.getObject("id", UUID.class);
    entry.accountId = row.getObject("account_id", UUID.class);
    entry.at = row.getObject("at", OffsetDateTime.class).toInstant();
    entry.actorKind = row.getString("actor_kind");
    entry.actorId = row.getString("actor_id");
    entry.actorName = row.getString("actor_name");
    entry.actorHint = row.getString("actor_hint");
    entry.sessionId = row.getString("session_id");
    entry.action = row.getString("action");
    entry.objectType = row.getString("object_type");
    entry.objectId = row.getString("object_id");
    entry.objectName = row.getString("object_name");
    entry.categoryId = row.getObject("category_id", UUID.class);
    entry.result = row.getString("result");
    entry.address = row.getString("address");
    entry.requestId = row.getString("request_id");
    entry.mac = row.getBytes("mac");
    try {
      entry.changes = JSON.readTree(row.getString("changes"));
    } catch (JsonProcessingException e) {
      throw new SQLException("the changes of entry " + entry.id + " cannot be read", e);
    }
    return entry;
  }
}

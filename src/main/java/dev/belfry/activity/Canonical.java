package dev.belfry.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry that are signed and chained: a JSON object (UTF-8, no white space) of all
 * columns of {@code activity_entry} but {@code mac} under their names, after the manner of RFC
 * 8785. Names are sorted by UTF-16 code units at every depth, absent values are {@code null}, ids
 * are UUIDs in lower case, the time is ISO 8601 in UTC with as many digits as it needs. Strings are
 * escaped as Jackson does; whole numbers have neither fraction nor exponent, others are Java's
 * BigDecimal without trailing zeros.
 */
final class Canonical {
  /** A number of PostgreSQL's jsonb is never written out longer than this. */
  private static final int MOST_DIGITS = 400;

  private Canonical() {}

  static byte[] of(Entry entry) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("account_id", entry.accountId.toString());
    row.put("action", entry.action);
    row.put("actor_hint", entry.actorHint);
    row.put("actor_id", entry.actorId);
    row.put("actor_kind", entry.actorKind);
    row.put("actor_name", entry.actorName);
    row.put("address", entry.address);
    row.put("at", entry.at.toString());
    row.put("category_id", text(entry.categoryId));
    row.set("changes", sorted(entry.changes));
    row.put("id", entry.id.toString());
    row.put("object_id", entry.objectId);
    row.put("object_name", entry.objectName);
    row.put("object_type", entry.objectType);
    row.put("request_id", entry.requestId);
    row.put("result", entry.result);
    row.put("session_id", entry.sessionId);
    return row.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> fields = new TreeMap<>();
      object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      return JsonNodeFactory.instance.objectNode().setAll(fields);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(item -> items.add(sorted(item)));
      return items;
    }
    return node.isFloatingPointNumber() ? number(node.decimalValue()) : node;
  }

  private static JsonNode number(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return plain.scale() <= 0 && plain.precision() - plain.scale() <= MOST_DIGITS
        ? BigIntegerNode.valueOf(plain.toBigIntegerExact())
        : DecimalNode.valueOf(plain);
  }
}

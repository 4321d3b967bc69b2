package dev.belfry.platform.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an edit changed, for the log book. Fields are compared one by one and shown whole;
 * what is longer than 2000 characters is cut and ends in {@code …}. User information, query and
 * fragment of URLs are never shown.
 */
@ApplicationScoped
public class Changes {
  static final int LONGEST = 2000;
  private static final String MASK = "***";
  private static final Set<String> NOISE = Set.of("created_at", "updated_at");

  /** Matches a whole URL from its colon on, so that no text is looked at twice. */
  private static final Pattern URL =
      Pattern.compile("://([^\\s/?#]*@)?([^\\s?#]*)(?:([?#])[^\\s]*)?");

  private final ObjectMapper mapper;

  Changes(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Compares what JSON shows of two values.
   *
   * @param before null for something new
   * @param after null for something that is gone
   * @param secret fields of which only that they changed is told
   */
  public List<Change> between(@Nullable Object before, @Nullable Object after, Set<String> secret) {
    ObjectNode was = tree(before);
    ObjectNode is = tree(after);
    Set<String> fields = new LinkedHashSet<>();
    is.fieldNames().forEachRemaining(fields::add);
    was.fieldNames().forEachRemaining(fields::add);
    fields.removeAll(NOISE);
    List<Change> found = new ArrayList<>();
    for (String field : fields) {
      JsonNode left = something(was.get(field));
      JsonNode right = something(is.get(field));
      if (left == null ? right != null : !left.equals(right)) {
        found.add(secret.contains(field) ? Change.ofSecret(field) : change(field, left, right));
      }
    }
    return List.copyOf(found);
  }

  private ObjectNode tree(@Nullable Object value) {
    return value == null ? mapper.createObjectNode() : mapper.valueToTree(value);
  }

  /** Null for all that says "none": an absent field, null, an empty list or object. */
  private static @Nullable JsonNode something(@Nullable JsonNode node) {
    return node == null || node.isNull() || (node.isContainerNode() && node.isEmpty())
        ? null
        : node;
  }

  private static Change change(String field, @Nullable JsonNode before, @Nullable JsonNode after) {
    JsonNode was = before == null ? null : masked(before);
    JsonNode is = after == null ? null : masked(after);
    boolean hidden =
        (before != null && !before.equals(was)) || (after != null && !after.equals(is));
    return new Change(
        field, was == null ? null : shortened(was), is == null ? null : shortened(is), hidden);
  }

  private static JsonNode masked(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(masked(node.textValue()));
    }
    if (node instanceof ObjectNode object) {
      ObjectNode masked = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(field -> masked.set(field.getKey(), masked(field.getValue())));
      return masked;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode masked = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(item -> masked.add(masked(item)));
      return masked;
    }
    return node;
  }

  static String masked(String text) {
    return URL.matcher(text)
        .replaceAll(
            url ->
                java.util.regex.Matcher.quoteReplacement(
                    "://"
                        + (url.group(1) == null ? "" : MASK + "@")
                        + url.group(2)
                        + (url.group(3) == null ? "" : url.group(3) + MASK)));
  }

  private static JsonNode shortened(JsonNode node) {
    String text = node.isTextual() ? node.textValue() : node.toString();
    if (text.length() <= LONGEST) {
      return node;
    }
    // Never through the middle of a pair of surrogates, which no database takes.
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return TextNode.valueOf(text.substring(0, end) + "…");
  }
}

package dev.belfry.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the text of a cell is a value of JSON, and back. What it is not stays text. */
enum Column {
  TEXT,
  NUMBER,
  BOOLEAN,
  /** Texts, separated by ; or |, or an array of JSON. */
  LIST,
  /** Anything else, as JSON. */
  JSON;

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}\\.[0-9]{1,15}");
  private static final Pattern SEPARATORS = Pattern.compile("[;|]");

  JsonNode value(String text, ObjectMapper mapper) {
    return switch (this) {
      case TEXT -> TextNode.valueOf(text);
      case NUMBER -> number(text.strip());
      case BOOLEAN -> truth(text);
      case LIST -> list(text, mapper);
      case JSON -> json(text, mapper);
    };
  }

  String text(JsonNode value, ObjectMapper mapper) {
    if (this == LIST && value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(one -> texts.add(one.asText()));
      String joined = String.join(";", texts);
      boolean plain =
          texts.stream()
              .noneMatch(
                  one ->
                      one.isEmpty()
                          || one.startsWith("[")
                          || !one.strip().equals(one)
                          || SEPARATORS.matcher(one).find());
      return plain ? joined : write(value, mapper);
    }
    return value.isValueNode() && this != JSON ? value.asText() : write(value, mapper);
  }

  private static String write(JsonNode value, ObjectMapper mapper) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static JsonNode number(String text) {
    if (WHOLE.matcher(text).matches()) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    return DECIMAL.matcher(text).matches()
        ? DecimalNode.valueOf(new BigDecimal(text))
        : TextNode.valueOf(text);
  }

  private static JsonNode truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> TextNode.valueOf(text);
    };
  }

  private static JsonNode list(String text, ObjectMapper mapper) {
    if (text.startsWith("[")) {
      JsonNode array = json(text, mapper);
      if (array.isArray()) {
        return array;
      }
    }
    ArrayNode list = mapper.createArrayNode();
    for (String one : SEPARATORS.split(text, -1)) {
      if (!one.isBlank()) {
        list.add(one.strip());
      }
    }
    return list;
  }

  private static JsonNode json(String text, ObjectMapper mapper) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }
}

package dev.belfry.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.house.Routes.Route;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A route that reads JSON, and what the published document says of it.
 *
 * @param fields by name, with the words of JSON Schema for their types; empty where it has others
 */
public record Bodies(Route route, Map<String, Set<String>> fields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of all routes that do. */
  public static List<Bodies> all() {
    JsonNode document = document();
    List<Bodies> found = new ArrayList<>();
    for (Route route : Routes.all()) {
      JsonNode operation =
          document.path("paths").path(route.template()).path(route.verb().toLowerCase(Locale.ROOT));
      JsonNode schema =
          operation.path("requestBody").path("content").path(route.contentType()).path("schema");
      if (!schema.isMissingNode()) {
        found.add(new Bodies(route, fields(resolved(schema, document), document)));
      }
    }
    return found;
  }

  private static JsonNode document() {
    try {
      return JSON.readTree(
          RestAssured.given().queryParam("format", "JSON").get("/openapi").asString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode resolved(JsonNode schema, JsonNode document) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : document.at(reference.substring(1));
  }

  private static Map<String, Set<String>> fields(JsonNode schema, JsonNode document) {
    Map<String, Set<String>> fields = new TreeMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              JsonNode type = resolved(field.getValue(), document).path("type");
              Set<String> words = new TreeSet<>();
              if (type.isTextual()) {
                words.add(type.asText());
              }
              type.forEach(word -> words.add(word.asText()));
              fields.put(field.getKey(), words);
            });
    return fields;
  }
}

package dev.belfry.check.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.belfry.platform.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer, to be asked about its parts. */
final class Answer {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Configuration PATHS =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider(MAPPER))
          .mappingProvider(new JacksonMappingProvider(MAPPER))
          .build();

  private final WireResponse response;
  private final String body;
  private @Nullable JsonNode json;
  private boolean parsed;

  Answer(WireResponse response) {
    this.response = response;
    this.body = new String(response.body(), StandardCharsets.UTF_8);
  }

  int status() {
    return response.status();
  }

  int millis() {
    return response.phases().totalMs();
  }

  String body() {
    return body;
  }

  Optional<String> header(String name) {
    return response.headers().entrySet().stream()
        .filter(
            header ->
                header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(header -> String.join(", ", header.getValue()))
        .findFirst();
  }

  /** The body as JSON; empty where it is none. */
  Optional<JsonNode> json() {
    if (!parsed) {
      json = parsed().orElse(null);
      parsed = true;
    }
    return Optional.ofNullable(json);
  }

  private Optional<JsonNode> parsed() {
    try {
      JsonNode read = MAPPER.readTree(body);
      return read == null || read.isMissingNode() ? Optional.empty() : Optional.of(read);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The text of the value at a path; of an object or array its JSON. Empty where there is none. */
  Optional<String> json(String path) {
    return json().flatMap(whole -> at(whole, path)).map(Answer::text);
  }

  private static Optional<JsonNode> at(JsonNode whole, String path) {
    try {
      JsonNode found = JsonPath.using(PATHS).parse(whole).read(path, JsonNode.class);
      boolean nothing =
          found == null
              || found.isMissingNode()
              || (!JsonPath.isPathDefinite(path) && found.isEmpty());
      return nothing ? Optional.empty() : Optional.of(found);
    } catch (JsonPathException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}

package dev.belfry.check.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;

/**
 * JSON schemas, draft 2020-12, of a bounded size. They refer to nothing: elsewhere it would be a
 * request past the guard, and within, a few references to each other double the work again and
 * again. Their patterns are RE2's.
 */
final class Schemas {
  private static final int LONGEST = 4096;
  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory ->
              factory.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .failFast(true)
          .regularExpressionFactory(Schemas::re2)
          .build();

  private Schemas() {}

  private static RegularExpression re2(String text) {
    return Expression.of(text)::isIn;
  }

  /**
   * @throws IllegalArgumentException when it is no schema, or refers to one elsewhere
   */
  static JsonSchema read(String text) {
    try {
      JsonNode schema = MAPPER.readTree(text);
      if (schema == null || !schema.isObject()) {
        throw new IllegalArgumentException("must be a JSON schema, which is an object");
      }
      if (text.length() > LONGEST
          || REFERENCES.stream().anyMatch(word -> schema.findValue(word) != null)) {
        throw new IllegalArgumentException(
            "must have at most " + LONGEST + " characters, and no references");
      }
      JsonSchema read = FACTORY.getSchema(schema, CONFIG);
      read.initializeValidators();
      return read;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("must be a JSON schema, which is an object", e);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) { // whatever the library makes of nonsense
      throw new IllegalArgumentException("is no JSON schema of draft 2020-12", e);
    }
  }

  static boolean allows(String schema, JsonNode value) {
    return read(schema).validate(value).isEmpty();
  }
}

package dev.belfry.check.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.DisallowSchemaLoader;

/**
 * JSON schemas, draft 2020-12. They fetch nothing: a reference to a schema elsewhere would be a
 * request past the guard. Their patterns are RE2's.
 */
final class Schemas {
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
    Pattern pattern = Pattern.compile(text);
    return value -> pattern.matcher(value).find();
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
      JsonSchema read = FACTORY.getSchema(schema, CONFIG);
      read.initializeValidators();
      return read;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("must be a JSON schema, which is an object", e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "is no JSON schema of draft 2020-12, or refers to one elsewhere", e);
    }
  }

  static boolean allows(String schema, JsonNode value) {
    return read(schema).validate(value).isEmpty();
  }
}

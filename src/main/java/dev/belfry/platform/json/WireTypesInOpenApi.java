package dev.belfry.platform.json;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Makes the OpenAPI document say what is on the wire: ids are texts, our words are lower case, JSON
 * is JSON.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class WireTypesInOpenApi implements OASFilter {
  private static final List<String> OF_JACKSON = List.of("JsonNode", "JsonNodeType");

  @Override
  public Schema filterSchema(Schema schema) {
    String reference = schema.getRef();
    if (reference != null && reference.endsWith("/JsonNode")) {
      return OASFactory.createSchema()
          .description(schema.getDescription())
          .examples(schema.getExamples());
    }
    if (schema.getEnumeration() != null) {
      schema.setEnumeration(
          schema.getEnumeration().stream()
              .<Object>map(word -> String.valueOf(word).toLowerCase(Locale.ROOT))
              .toList());
    }
    Map<String, Schema> properties = schema.getProperties();
    if (properties != null && properties.keySet().equals(java.util.Set.of("uuid"))) {
      schema.setProperties(null);
      schema.setRequired(null);
      schema.setType(List.of(Schema.SchemaType.STRING));
      schema.setDescription("A TypeID: a prefix, an underscore and 26 characters.");
    }
    return schema;
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() != null) {
      OF_JACKSON.forEach(document.getComponents()::removeSchema);
    }
  }
}

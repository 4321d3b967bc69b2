package dev.belfry.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * JSON Merge Patch (RFC 7396): the patched whole is read and validated as if it had been sent by
 * PUT.
 */
@ApplicationScoped
public class MergePatch {
  public static final String MEDIA_TYPE = StrictBodyReader.MERGE_PATCH;

  private final ObjectMapper mapper;
  private final Bodies bodies;

  MergePatch(ObjectMapper mapper, Bodies bodies) {
    this.mapper = mapper;
    this.bodies = bodies;
  }

  /**
   * The current value with the patch applied.
   *
   * @throws dev.belfry.platform.problem.Problem 422 when the result is not a valid value
   */
  public <T> T apply(T current, JsonNode patch, Class<T> type) {
    if (!patch.isObject()) {
      return bodies.read(patch, type);
    }
    return bodies.read(merge(mapper.valueToTree(current), patch), type);
  }

  /** The plain algorithm of the RFC, for documents that are read elsewhere. */
  public static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode result = target instanceof ObjectNode object ? object : changes.objectNode();
    changes
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                result.remove(change.getKey());
              } else {
                JsonNode old = result.get(change.getKey());
                result.set(
                    change.getKey(),
                    merge(old == null ? changes.objectNode() : old, change.getValue()));
              }
            });
    return result;
  }
}

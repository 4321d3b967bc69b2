package dev.belfry.platform.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.belfry.platform.problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares a JSON tree with the shape of a type: every unknown name and every value of a wrong
 * type, however deep, where Jackson stops at the first.
 */
final class Shapes {
  private final ObjectMapper mapper;
  private final Map<JavaType, Shape> known = new ConcurrentHashMap<>();

  /**
   * What a record looks like on the wire.
   *
   * @param fields by their names
   * @param open whether it takes others besides
   */
  record Shape(Map<String, BeanPropertyDefinition> fields, boolean open) {}

  Shapes(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Found out once for each type, since that takes longer than to read a body. */
  Shape of(JavaType type) {
    return known.computeIfAbsent(type, this::describe);
  }

  private Shape describe(JavaType type) {
    BeanDescription record = mapper.getDeserializationConfig().introspect(type);
    Map<String, BeanPropertyDefinition> fields = new LinkedHashMap<>();
    record.findProperties().forEach(field -> fields.put(field.getName(), field));
    return new Shape(fields, record.findAnySetterAccessor() != null);
  }

  /** What of the value of one field has another shape. */
  void compare(JavaType type, JsonNode value, String pointer, List<Violation> wrong) {
    if (type.isCollectionLikeType() && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        compareUnlessNull(type.getContentType(), value.get(i), pointer + "/" + i, wrong);
      }
    } else if (isPlainRecord(type) && value.isObject()) {
      compareRecord(type, value, pointer, wrong);
    } else {
      compareLeaf(type, value, pointer, wrong);
    }
  }

  private void compareUnlessNull(
      JavaType type, JsonNode value, String pointer, List<Violation> wrong) {
    if (!value.isNull() || type.isPrimitive()) {
      compare(type, value, pointer, wrong);
    }
  }

  private void compareRecord(JavaType type, JsonNode value, String pointer, List<Violation> wrong) {
    Map<String, BeanPropertyDefinition> fields = of(type).fields();
    value
        .properties()
        .forEach(
            member -> {
              String below = pointer + "/" + escape(member.getKey());
              BeanPropertyDefinition field = fields.get(member.getKey());
              if (field == null) {
                wrong.add(unknown(below, fields));
              } else {
                compareUnlessNull(field.getPrimaryType(), member.getValue(), below, wrong);
              }
            });
  }

  private void compareLeaf(JavaType type, JsonNode value, String pointer, List<Violation> wrong) {
    try {
      mapper.readerFor(type).readValue(value);
    } catch (JacksonException e) {
      wrong.add(mistyped(pointer, e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that is read field by field, and not by a way of its own. */
  private static boolean isPlainRecord(JavaType type) {
    Class<?> raw = type.getRawClass();
    return raw.isRecord()
        && Arrays.stream(raw.getDeclaredMethods())
            .noneMatch(method -> method.isAnnotationPresent(JsonCreator.class))
        && Arrays.stream(raw.getDeclaredConstructors())
            .noneMatch(constructor -> constructor.isAnnotationPresent(JsonCreator.class));
  }

  static Violation unknown(String pointer, Map<String, BeanPropertyDefinition> known) {
    return Violation.at(
        pointer,
        "unknown_field",
        "is not known here; known are " + String.join(", ", new TreeSet<>(known.keySet())));
  }

  static Violation mistyped(String pointer, JacksonException failure) {
    StringBuilder path = new StringBuilder(pointer);
    if (failure instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path.append('/')
            .append(step.getFieldName() == null ? step.getIndex() : escape(step.getFieldName()));
      }
    }
    return Violation.at(path.toString(), "wrong_type", Expectations.of(failure));
  }

  /** A name as a token of a JSON pointer (RFC 6901, section 3). */
  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}

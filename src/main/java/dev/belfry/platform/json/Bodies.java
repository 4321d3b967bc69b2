package dev.belfry.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** From a JSON tree to a record: all wrong types, unknown names and broken constraints at once. */
@ApplicationScoped
public class Bodies {
  private final ObjectMapper mapper;
  private final Validator validator;

  Bodies(ObjectMapper mapper, Validator validator) {
    this.mapper = mapper;
    this.validator = validator;
  }

  /**
   * Reads and validates.
   *
   * @throws Problem 422 with a violation for every wrong value
   */
  public <T> T read(JsonNode tree, Class<T> type) {
    if (!tree.isObject()) {
      throw Problem.invalid("", "wrong_type", "must be an object");
    }
    JavaType javaType = mapper.constructType(type);
    BeanDescription description = mapper.getDeserializationConfig().introspect(javaType);
    Map<String, BeanPropertyDefinition> fields = new LinkedHashMap<>();
    description.findProperties().forEach(field -> fields.put(field.getName(), field));

    List<Violation> wrong = new ArrayList<>();
    if (description.findAnySetterAccessor() == null) {
      wrong.addAll(unknown((ObjectNode) tree, fields.keySet()));
    }
    wrong.addAll(mistyped((ObjectNode) tree, fields, type));
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    T value = convert(tree, type);
    List<Violation> broken =
        validator.validate(value).stream().map(this::violation).sorted(BY_POINTER).toList();
    if (!broken.isEmpty()) {
      throw Problem.invalid(broken);
    }
    return value;
  }

  private static final java.util.Comparator<Violation> BY_POINTER =
      java.util.Comparator.comparing(violation -> String.valueOf(violation.pointer()));

  private <T> T convert(JsonNode tree, Class<T> type) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw Problem.invalid(List.of(mistyped("", e)));
    }
  }

  private static List<Violation> unknown(ObjectNode tree, Set<String> known) {
    List<Violation> wrong = new ArrayList<>();
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                wrong.add(
                    Violation.at(
                        "/" + escape(name),
                        "unknown_field",
                        "is not known here; known are " + String.join(", ", new TreeSet<>(known))));
              }
            });
    return wrong;
  }

  /** Wrong types, and the broken constraints of the fields whose types are right. */
  private <T> List<Violation> mistyped(
      ObjectNode tree, Map<String, BeanPropertyDefinition> fields, Class<T> type) {
    List<Violation> types = new ArrayList<>();
    List<Violation> constraints = new ArrayList<>();
    fields.forEach(
        (name, field) -> {
          try {
            JsonNode given = tree.get(name);
            Object value =
                given == null || given.isNull()
                    ? null
                    : mapper.readerFor(field.getPrimaryType()).readValue(given);
            if (!field.getPrimaryType().isPrimitive() || value != null) {
              validator.validateValue(type, field.getInternalName(), value).stream()
                  .map(this::violation)
                  .forEach(constraints::add);
            }
          } catch (JacksonException e) {
            types.add(mistyped("/" + escape(name), e));
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    if (!types.isEmpty()) {
      types.addAll(constraints);
    }
    return types;
  }

  private static Violation mistyped(String pointer, JacksonException failure) {
    StringBuilder path = new StringBuilder(pointer);
    if (failure instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path.append('/')
            .append(step.getFieldName() == null ? step.getIndex() : escape(step.getFieldName()));
      }
    }
    return Violation.at(path.toString(), "wrong_type", Expectations.of(failure));
  }

  private Violation violation(ConstraintViolation<?> broken) {
    StringBuilder pointer = new StringBuilder();
    for (Path.Node step : broken.getPropertyPath()) {
      if (step.getIndex() != null) {
        pointer.append('/').append(step.getIndex());
      } else if (step.getKey() != null) {
        pointer.append('/').append(escape(step.getKey().toString()));
      }
      if (step.getName() != null && !step.getName().startsWith("<")) {
        pointer.append('/').append(Names.snakeCase(step.getName()));
      }
    }
    String constraint =
        broken.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    return Violation.at(pointer.toString(), Names.code(constraint), broken.getMessage());
  }

  /** A name as a token of a JSON pointer (RFC 6901, section 3). */
  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  static String join(Set<String> words) {
    return words.stream().sorted().collect(Collectors.joining(", "));
  }
}

package dev.belfry.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JavaType;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a JSON tree to a record: all wrong types, unknown names and broken constraints at once. */
@ApplicationScoped
public class Bodies {
  private final ObjectMapper mapper;
  private final Validator validator;
  private final Shapes shapes;

  Bodies(ObjectMapper mapper, Validator validator) {
    this.mapper = mapper;
    this.shapes = new Shapes(mapper);
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
    Shapes.Shape shape = shapes.of(mapper.constructType(type));
    Map<String, BeanPropertyDefinition> fields = shape.fields();
    List<Violation> wrong = new ArrayList<>();
    NameTexts.tidy((ObjectNode) tree, wrong);
    if (!shape.open()) {
      tree.fieldNames().forEachRemaining(name -> requireKnown(name, fields, wrong));
    }
    List<String> mistyped = mistyped(tree, fields, wrong);
    if (!wrong.isEmpty()) {
      fields.forEach(
          (name, field) -> {
            if (!mistyped.contains(name)) {
              wrong.addAll(broken(type, field, tree.get(name)));
            }
          });
      throw Problem.invalid(wrong);
    }
    T value = convert(tree, type);
    List<Violation> broken =
        validator.validate(value).stream()
            .map(one -> violation(type, one))
            .sorted(BY_POINTER)
            .toList();
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
      throw Problem.invalid(List.of(Shapes.mistyped("", e)));
    }
  }

  private static void requireKnown(
      String name, Map<String, BeanPropertyDefinition> known, List<Violation> wrong) {
    if (!known.containsKey(name)) {
      wrong.add(Shapes.unknown("/" + Shapes.escape(name), known));
    }
  }

  /** The fields that have another shape. */
  private List<String> mistyped(
      JsonNode tree, Map<String, BeanPropertyDefinition> fields, List<Violation> wrong) {
    List<String> mistyped = new ArrayList<>();
    fields.forEach(
        (name, field) -> {
          int before = wrong.size();
          JsonNode given = tree.get(name);
          if (given != null && !given.isNull()) {
            shapes.compare(field.getPrimaryType(), given, "/" + Shapes.escape(name), wrong);
          }
          if (wrong.size() > before) {
            mistyped.add(name);
          }
        });
    return mistyped;
  }

  /** The broken constraints of one field whose shape is right, and those below it. */
  private <T> List<Violation> broken(
      Class<T> type, BeanPropertyDefinition field, @Nullable JsonNode given) {
    Object value = given == null || given.isNull() ? null : read(given, field.getPrimaryType());
    if (value == null && field.getPrimaryType().isPrimitive()) {
      return List.of();
    }
    List<Violation> broken = new ArrayList<>();
    String name = "/" + Shapes.escape(field.getName());
    validator
        .validateValue(type, field.getInternalName(), value)
        .forEach(one -> broken.add(violation(type, one)));
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        below(list.get(i), name + "/" + i, broken);
      }
    } else {
      below(value, name, broken);
    }
    return broken;
  }

  private void below(@Nullable Object value, String pointer, List<Violation> broken) {
    if (value instanceof Record) {
      validator
          .validate(value)
          .forEach(one -> broken.add(violation(value.getClass(), one).below(pointer)));
    }
  }

  private Object read(JsonNode given, JavaType type) {
    try {
      return mapper.readerFor(type).readValue(given);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Violation violation(Class<?> type, ConstraintViolation<?> broken) {
    StringBuilder pointer = new StringBuilder();
    boolean first = true;
    for (Path.Node step : broken.getPropertyPath()) {
      if (step.getIndex() != null) {
        pointer.append('/').append(step.getIndex());
      } else if (step.getKey() != null) {
        pointer.append('/').append(Shapes.escape(step.getKey().toString()));
      }
      if (step.getName() != null && !step.getName().startsWith("<")) {
        pointer
            .append('/')
            .append(first ? name(type, step.getName()) : Names.snakeCase(step.getName()));
        first = false;
      }
    }
    String constraint =
        broken.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    return Violation.at(pointer.toString(), Names.code(constraint), broken.getMessage());
  }

  /** As a body says it, which need not be as we do. */
  private String name(Class<?> type, String component) {
    return shapes.of(mapper.constructType(type)).fields().values().stream()
        .filter(field -> field.getInternalName().equals(component))
        .map(field -> Shapes.escape(field.getName()))
        .findFirst()
        .orElseGet(() -> Names.snakeCase(component));
  }
}

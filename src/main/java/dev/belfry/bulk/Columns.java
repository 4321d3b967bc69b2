package dev.belfry.bulk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.belfry.check.Checkers;
import dev.belfry.monitor.NewMonitor;
import dev.belfry.platform.id.Id;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a file of monitors may have: the fields of the API, those of an object below it
 * with a dot, such as {@code thresholds.degraded_ms}. What they hold depends on the type of the
 * monitor.
 */
@ApplicationScoped
class Columns {
  /** A category by its id or name. */
  static final String CATEGORY = "category";

  /** Groups by their ids or names. */
  static final String GROUPS = "groups";

  private static final int DEEPEST = 4;
  private static final int LONGEST = 200;
  private static final String ANY = ".*";

  private final ObjectMapper mapper;
  private final Map<String, Column> common = new LinkedHashMap<>();
  private final Map<String, Map<String, Column>> ofKinds = new TreeMap<>();
  private final int deepest;

  Columns(ObjectMapper mapper, Checkers checkers) {
    this.mapper = mapper;
    common.putAll(leaves(NewMonitor.class));
    for (String kind : checkers.kinds()) {
      ofKinds.put(kind, leaves(checkers.of(kind).targetType()));
    }
    deepest =
        Stream.concat(Stream.of(common), ofKinds.values().stream())
            .flatMap(fields -> fields.keySet().stream())
            .mapToInt(name -> steps(name).length)
            .max()
            .orElse(1);
  }

  private Map<String, Column> leaves(Class<?> type) {
    Map<String, Column> found = new LinkedHashMap<>();
    walk(mapper.constructType(type), "", 1, found);
    return found;
  }

  private void walk(JavaType type, String prefix, int depth, Map<String, Column> found) {
    for (BeanPropertyDefinition field :
        mapper.getDeserializationConfig().introspect(type).findProperties()) {
      JavaType of = field.getPrimaryType();
      String name = prefix + field.getName();
      found.put(name, column(of));
      if (of.isMapLikeType()) {
        found.put(name + ANY, column(of.getContentType()));
      } else if (of.getRawClass().isRecord() && !isText(of.getRawClass()) && depth < DEEPEST) {
        walk(of, name + ".", depth + 1, found);
      }
    }
  }

  private static Column column(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (raw == Boolean.class || raw == boolean.class) {
      return Column.BOOLEAN;
    }
    if (Number.class.isAssignableFrom(raw) || raw.isPrimitive()) {
      return Column.NUMBER;
    }
    if (isText(raw)) {
      return Column.TEXT;
    }
    return Collection.class.isAssignableFrom(raw) && isText(type.getContentType().getRawClass())
        ? Column.LIST
        : Column.JSON;
  }

  private static boolean isText(Class<?> raw) {
    return raw == String.class
        || raw.isEnum()
        || Id.class.isAssignableFrom(raw)
        || Stream.<AnnotatedElement>concat(
                Arrays.stream(raw.getDeclaredMethods()),
                Arrays.stream(raw.getDeclaredConstructors()))
            .anyMatch(
                one ->
                    one.isAnnotationPresent(JsonValue.class)
                        || one.isAnnotationPresent(JsonCreator.class));
  }

  /** Whether monitors of any type have it. */
  boolean isKnown(String name) {
    return name.length() <= LONGEST && steps(name).length <= deepest && isNamed(name);
  }

  /** Those that lead to the value in a body. */
  static String[] steps(String name) {
    return name.split("\\.", -1);
  }

  private boolean isNamed(String name) {
    return name.equals(CATEGORY)
        || name.equals(GROUPS)
        || found(common, name) != null
        || ofKinds.values().stream().anyMatch(fields -> found(fields, name) != null);
  }

  /** How these columns are read for a monitor of this type. */
  List<Column> of(String kind, List<String> names) {
    return names.stream().map(name -> of(kind, name)).toList();
  }

  /** By this all types that there are not are one. */
  String known(String kind) {
    return ofKinds.containsKey(kind) ? kind : "";
  }

  /** How the column is read for a monitor of this type. */
  Column of(String kind, String name) {
    if (name.equals(GROUPS)) {
      return Column.LIST;
    }
    Column shared = found(common, name);
    Column own = found(ofKinds.getOrDefault(kind, Map.of()), name);
    return shared != null ? shared : own != null ? own : Column.TEXT;
  }

  private static @Nullable Column found(Map<String, Column> fields, String name) {
    Column exact = fields.get(name);
    if (exact != null) {
      return exact;
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      Column any = fields.get(name.substring(0, dot) + ANY);
      if (any != null) {
        return any;
      }
    }
    return null;
  }

  /** The columns of a file of monitors of these types, as they are exported. */
  Set<String> exported(Collection<String> kinds) {
    Set<String> names = new LinkedHashSet<>(flat(common));
    kinds.forEach(kind -> names.addAll(flat(ofKinds.getOrDefault(kind, Map.of()))));
    return names;
  }

  /** Without objects whose fields have columns of their own. */
  private static Set<String> flat(Map<String, Column> fields) {
    Set<String> names = new LinkedHashSet<>();
    fields.keySet().stream()
        .filter(name -> !name.endsWith(ANY))
        .filter(
            name ->
                fields.keySet().stream()
                    .noneMatch(other -> other.startsWith(name + ".") && !other.equals(name + ANY)))
        .forEach(names::add);
    return names;
  }

  /** What a monitor has in this column; missing where it has nothing. */
  static JsonNode at(JsonNode body, String name) {
    JsonNode here = body;
    for (String step : steps(name)) {
      here = here.path(step);
    }
    return here;
  }
}

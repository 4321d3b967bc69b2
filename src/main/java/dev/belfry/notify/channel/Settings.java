package dev.belfry.notify.channel;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of one channel, checked, the secret ones too; with defaults where none is given. */
public final class Settings {
  private final Map<String, Object> values;

  public Settings(List<Field> fields, Map<String, ?> given) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Field field : fields) {
      Object value = given.get(field.name());
      Object taken = value == null ? field.otherwise() : value;
      if (taken != null) {
        all.put(field.name(), taken);
      }
    }
    values = all;
  }

  /**
   * @throws IllegalStateException where there is none
   */
  public String text(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(name + " is not set"));
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable((String) values.get(name));
  }

  /** Null where there is none. */
  public @Nullable String orNull(String name) {
    return (String) values.get(name);
  }

  public URI url(String name) {
    return URI.create(text(name));
  }

  public Optional<Integer> number(String name) {
    return Optional.ofNullable((Integer) values.get(name));
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /** In the order in which they were given. */
  public Map<String, String> headers(String name) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (values.get(name) instanceof Map<?, ?> pairs) {
      pairs.forEach((key, value) -> headers.put(String.valueOf(key), String.valueOf(value)));
    }
    return headers;
  }

  /** None of them. */
  @Override
  public String toString() {
    return "Settings";
  }
}

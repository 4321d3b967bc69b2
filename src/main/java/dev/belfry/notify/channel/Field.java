package dev.belfry.notify.channel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.wire.WireHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a kind.
 *
 * @param type what its value is in JSON, and what of it is checked
 * @param secret written and never shown: masked in answers
 * @param otherwise the value where none is given
 * @param max of characters, or of the number
 * @param options of a choice
 * @param form what the whole text must match
 */
@Schema(name = "ChannelField")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Field(
    String name,
    Type type,
    boolean required,
    boolean secret,
    @JsonProperty("default") @Nullable Object otherwise,
    @Nullable Integer min,
    int max,
    @Nullable List<String> options,
    String description,
    @JsonIgnore @Nullable Pattern form) {
  /** Stands for a secret that is stored. */
  public static final String MASK = "***";

  private static final int LONGEST_URL = 2048;
  private static final int MOST_PAIRS = 20;
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  /** The kinds of values. */
  public enum Type {
    /** One line. */
    TEXT,
    /** Several lines with named holes. */
    TEMPLATE,
    /** https, or http to a private network. */
    URL,
    EMAIL,
    NUMBER,
    FLAG,
    CHOICE,
    /** An object of texts: header fields. */
    HEADERS
  }

  private static Field of(String name, Type type, int max, String description) {
    return new Field(name, type, false, false, null, null, max, null, description, null);
  }

  public static Field text(String name, int longest, String description) {
    return of(name, Type.TEXT, longest, description);
  }

  /** Of printable ASCII without spaces, secret. */
  public static Field token(String name, int longest, String description) {
    return text(name, longest, description).matching(TOKEN).hidden();
  }

  public static Field template(String name, int longest, String description) {
    return of(name, Type.TEMPLATE, longest, description);
  }

  public static Field url(String name, String description) {
    return of(name, Type.URL, LONGEST_URL, description);
  }

  public static Field email(String name, String description) {
    return of(name, Type.EMAIL, 254, description);
  }

  public static Field flag(String name, String description) {
    return of(name, Type.FLAG, 0, description).or(false);
  }

  public static Field headers(String name, String description) {
    return of(name, Type.HEADERS, 2000, description);
  }

  public static Field number(String name, int min, int max, String description) {
    return new Field(name, Type.NUMBER, false, false, null, min, max, null, description, null);
  }

  public static Field choice(String name, List<String> options, String description) {
    return new Field(name, Type.CHOICE, false, false, null, null, 60, options, description, null);
  }

  public Field needed() {
    return new Field(name, type, true, secret, otherwise, min, max, options, description, form);
  }

  public Field hidden() {
    return new Field(name, type, required, true, otherwise, min, max, options, description, form);
  }

  public Field or(Object value) {
    return new Field(name, type, required, secret, value, min, max, options, description, form);
  }

  public Field matching(Pattern whole) {
    return new Field(
        name, type, required, secret, otherwise, min, max, options, description, whole);
  }

  /** Why the value cannot be; in words that do not repeat it. URLs are looked at elsewhere. */
  Optional<String> refusal(Object value) {
    return switch (type) {
      case NUMBER ->
          value instanceof Integer number && number >= (min == null ? 0 : min) && number <= max
              ? Optional.empty()
              : Optional.of("must be a whole number from " + min + " to " + max);
      case FLAG ->
          value instanceof Boolean ? Optional.empty() : Optional.of("must be true or false");
      case HEADERS ->
          value instanceof Map<?, ?> pairs
              ? headerRefusal(pairs)
              : Optional.of("must be an object");
      default -> value instanceof String text ? textRefusal(text) : Optional.of("must be a text");
    };
  }

  private Optional<String> textRefusal(String text) {
    if (text.isBlank() || text.length() > max) {
      return Optional.of("must have 1 to " + max + " characters");
    }
    if (options != null) {
      return options.contains(text)
          ? Optional.empty()
          : Optional.of("must be one of " + String.join(", ", options));
    }
    if (type == Type.EMAIL) {
      return Mail.refusal(text);
    }
    if (type != Type.TEMPLATE && HIDDEN.matcher(text).find()) {
      return Optional.of("holds a character that cannot be seen");
    }
    return form == null || form.matcher(text).matches()
        ? Optional.empty()
        : Optional.of("has not the form that is wanted: " + description);
  }

  private Optional<String> headerRefusal(Map<?, ?> pairs) {
    if (pairs.size() > MOST_PAIRS) {
      return Optional.of("must be at most " + MOST_PAIRS);
    }
    Set<String> names = new HashSet<>();
    for (Map.Entry<?, ?> pair : pairs.entrySet()) {
      String field = String.valueOf(pair.getKey());
      if (!(pair.getValue() instanceof String value) || value.length() > max) {
        return Optional.of("must have texts of at most " + max + " characters");
      }
      if (!names.add(field.toLowerCase(Locale.ROOT))) {
        return Optional.of("has a header twice");
      }
      Optional<String> refused = WireHeaders.refusal(field, value);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }
}

package dev.belfry.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * One wrong value, and where it stands: just one of the three places is given.
 *
 * @param pointer JSON pointer (RFC 6901) into the body; empty for the body itself
 * @param code a stable lower-case word
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
    @Nullable String pointer,
    @Nullable String parameter,
    @Nullable String header,
    String code,
    String message) {

  public static Violation at(String pointer, String code, String message) {
    return new Violation(pointer, null, null, code, message);
  }

  public static Violation ofParameter(String parameter, String code, String message) {
    return new Violation(null, parameter, null, code, message);
  }

  public static Violation ofHeader(String header, String code, String message) {
    return new Violation(null, null, header, code, message);
  }

  /** The same below another pointer, for a part that was examined by itself. */
  public Violation below(String prefix) {
    return pointer == null ? this : at(prefix + pointer, code, message);
  }
}

package dev.belfry.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * One wrong value, and where it stands: just one of pointer, parameter and header is given.
 *
 * @param line of a body of lines, such as CSV, from 1; the pointer is into what the line says
 * @param pointer JSON pointer (RFC 6901) into the body; empty for the body itself
 * @param code a stable lower-case word
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
    @Nullable Long line,
    @Nullable String pointer,
    @Nullable String parameter,
    @Nullable String header,
    String code,
    String message) {

  public static Violation at(String pointer, String code, String message) {
    return new Violation(null, pointer, null, null, code, message);
  }

  public static Violation ofParameter(String parameter, String code, String message) {
    return new Violation(null, null, parameter, null, code, message);
  }

  public static Violation ofHeader(String header, String code, String message) {
    return new Violation(null, null, null, header, code, message);
  }

  /** The same below another pointer, for a part that was examined by itself. */
  public Violation below(String prefix) {
    return pointer == null ? this : at(prefix + pointer, code, message);
  }

  /** The same in a line of the body. */
  public Violation inLine(long number) {
    return new Violation(number, pointer, parameter, header, code, message);
  }
}

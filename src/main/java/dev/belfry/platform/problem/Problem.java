package dev.belfry.platform.problem;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An error that the caller is told about, whatever transport it came by. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ProblemType type;
  private final String detail;
  private final transient List<Violation> errors;
  private final transient Map<String, String> headers;

  private Problem(
      ProblemType type, String detail, List<Violation> errors, Map<String, String> headers) {
    super(type.code() + ": " + detail, null, false, false);
    this.type = type;
    this.detail = detail;
    this.errors = errors;
    this.headers = headers;
  }

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), Map.of());
  }

  public static Problem of(ProblemType type, String detail, List<Violation> errors) {
    return new Problem(type, detail, List.copyOf(errors), Map.of());
  }

  /** Nothing there, or nothing that the caller may know of: the same answer for both. */
  public static Problem notFound() {
    return of(ProblemType.NOT_FOUND, "Nothing that you may see is here.");
  }

  /** Our own fault; what it was stands in the log, under the id of the request. */
  public static Problem internal() {
    return of(
        ProblemType.INTERNAL, "It is logged under the request id; nothing more can be said here.");
  }

  /** A body with wrong values: 422 with all of them. */
  public static Problem invalid(List<Violation> errors) {
    return of(
        ProblemType.INVALID,
        errors.size() == 1
            ? "One value is wrong; nothing was changed."
            : errors.size() + " values are wrong; nothing was changed.",
        errors);
  }

  /** One wrong value in the body, found by a rule of the room. */
  public static Problem invalid(String pointer, String code, String message) {
    return invalid(List.of(Violation.at(pointer, code, message)));
  }

  /** A wrong query or path parameter: 400. */
  public static Problem parameter(String parameter, String message) {
    return parameters(List.of(Violation.ofParameter(parameter, "invalid", message)));
  }

  /** Wrong query parameters: 400 with all of them. */
  public static Problem parameters(List<Violation> errors) {
    return of(
        ProblemType.INVALID_PARAMETER,
        errors.size() == 1
            ? "The parameter "
                + errors.getFirst().parameter()
                + " "
                + errors.getFirst().message()
                + "."
            : errors.size() + " parameters are wrong.",
        errors);
  }

  /** The same with one more response header. */
  public Problem with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Problem(type, detail, errors, more);
  }

  public ProblemType type() {
    return type;
  }

  public String detail() {
    return detail;
  }

  public List<Violation> errors() {
    return errors;
  }

  public Map<String, String> headers() {
    return headers;
  }
}

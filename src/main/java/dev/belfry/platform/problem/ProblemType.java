package dev.belfry.platform.problem;

/**
 * One kind of error that clients can tell apart. Each room keeps its own few; the code is stable.
 *
 * @param code a lower-case word, also the last part of the {@code type} URI
 */
public record ProblemType(String code, int status, String title) {
  public static final ProblemType MALFORMED =
      new ProblemType("malformed_request", 400, "The request could not be read");
  public static final ProblemType INVALID_PARAMETER =
      new ProblemType("invalid_parameter", 400, "A parameter has a wrong value");
  public static final ProblemType INVALID =
      new ProblemType("invalid_body", 422, "The body has wrong values");
  public static final ProblemType NOT_FOUND =
      new ProblemType("not_found", 404, "There is no such thing");
  public static final ProblemType METHOD_NOT_ALLOWED =
      new ProblemType("method_not_allowed", 405, "This path does not know that method");
  public static final ProblemType NOT_ACCEPTABLE =
      new ProblemType("not_acceptable", 406, "There is no answer in a form that you accept");
  public static final ProblemType CONFLICT =
      new ProblemType("conflict", 409, "It is not in a state that allows this");
  public static final ProblemType TAKEN = new ProblemType("taken", 409, "The name is taken");
  public static final ProblemType STALE =
      new ProblemType("stale", 412, "It was changed since you read it");
  public static final ProblemType TOO_LARGE =
      new ProblemType("too_large", 413, "The body is too large");
  public static final ProblemType UNSUPPORTED =
      new ProblemType(
          "unsupported_media_type", 415, "The body is not in a form that this path reads");
  public static final ProblemType INTERNAL =
      new ProblemType("internal_error", 500, "Something went wrong here");
  public static final ProblemType UNAVAILABLE =
      new ProblemType("unavailable", 503, "This is not possible at the moment");
}

package dev.belfry.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of every error (RFC 9457), as {@code application/problem+json}. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem")
public record ProblemView(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String requestId,
    @Nullable List<Violation> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPES = "https://belfry.dev/problems/";

  public static ProblemView of(Problem problem, @Nullable String requestId) {
    ProblemType type = problem.type();
    return new ProblemView(
        TYPES + type.code(),
        type.title(),
        type.status(),
        problem.detail(),
        type.code(),
        requestId,
        problem.errors().isEmpty() ? null : problem.errors());
  }
}

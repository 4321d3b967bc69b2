package dev.belfry.platform.problem;

import dev.belfry.platform.database.Binding;
import dev.belfry.platform.http.BrokenOff;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.http.RouteTable;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.multipart.FormEncodedDataDefinition;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/** Every failure of a request ends here and leaves as a problem; only the unexpected is logged. */
@Provider
class ProblemMappers implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final Map<Integer, ProblemType> BY_STATUS =
      Map.of(
          400, ProblemType.MALFORMED,
          404, ProblemType.NOT_FOUND,
          405, ProblemType.METHOD_NOT_ALLOWED,
          406, ProblemType.NOT_ACCEPTABLE,
          413, ProblemType.TOO_LARGE,
          415, ProblemType.UNSUPPORTED);

  // As a text it would be parsed at each answer.
  private static final MediaType PROBLEM_JSON = MediaType.valueOf(ProblemView.MEDIA_TYPE);

  private static final String FORMS = FormEncodedDataDefinition.class.getName();

  private final RequestTrace trace;
  private final Binding binding;
  private final RouteTable routes;

  ProblemMappers(RequestTrace trace, Binding binding, RouteTable routes) {
    this.trace = trace;
    this.binding = binding;
    this.routes = routes;
  }

  @Override
  public Response toResponse(Throwable failure) {
    return answer(binding.failure().orElseGet(() -> problemOf(failure)));
  }

  private Problem problemOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) {
        return problem;
      }
      if (cause instanceof BrokenOff) {
        LOG.infof("request %s was broken off: %s", trace.requestId(), cause.getMessage());
        return Problem.of(ProblemType.INTERNAL, "It was broken off.");
      }
    }
    return switch (failure) {
      case ConstraintViolationException violations -> parameters(violations);
      case WebApplicationException web -> ofStatus(web);
      case IOException broken when isOfTheBody(broken) -> brokenOff(broken);
      case RuntimeException form when isOfTooManyFields(form) ->
          Problem.of(ProblemType.MALFORMED, "The form has too many fields.");
      case RuntimeException form when isOfAForm(form) ->
          Problem.of(
              ProblemType.MALFORMED,
              "The form could not be read: it must be percent-encoded UTF-8.");
      default -> ofDatabase(failure);
    };
  }

  private Problem ofDatabase(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockException) {
        return Problem.of(
            ProblemType.STALE, "Somebody changed it at the same moment; read it again.");
      }
    }
    return DatabaseFailures.problemOf(failure).orElseGet(() -> unexpected(failure));
  }

  /** Whether the caller went, or sent chunks that are none, while his body was read. */
  private static boolean isOfTheBody(IOException broken) {
    return Stream.of(broken.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith(VertxInputStream.class.getName()));
  }

  /** The reader of forms has no type of its own for what he cannot decode, and quotes it. */
  private static boolean isOfAForm(RuntimeException failure) {
    return Stream.of(failure.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith(FORMS));
  }

  /** Nor for this. */
  private static boolean isOfTooManyFields(RuntimeException failure) {
    return failure.getClass() == RuntimeException.class
        && ("" + failure.getMessage()).startsWith("Param limit");
  }

  private Problem brokenOff(IOException broken) {
    LOG.debugf(broken, "the body of request %s broke off", trace.requestId());
    return Problem.of(ProblemType.MALFORMED, "The body could not be read to its end.");
  }

  private Problem unexpected(Throwable failure) {
    LOG.errorf(failure, "request %s failed", trace.requestId());
    return Problem.internal();
  }

  private Problem ofStatus(WebApplicationException web) {
    int status = web.getResponse().getStatus();
    ProblemType type = BY_STATUS.get(status);
    if (type == null) {
      return unexpected(web);
    }
    if (web.getCause() instanceof NumberFormatException) {
      return Problem.of(ProblemType.INVALID_PARAMETER, "A parameter must be a whole number.");
    }
    return switch (status) {
      case 404 -> Problem.notFound();
      case 405 -> Problem.of(type, type.title() + ".").with(HttpHeaders.ALLOW, routes.allowed());
      case 415 -> unsupported();
      case 400 -> Problem.of(type, "A path, query or header value could not be read.");
      default -> Problem.of(type, type.title() + ".");
    };
  }

  private Problem unsupported() {
    Set<String> accepted = routes.accepted();
    return Problem.of(
        ProblemType.UNSUPPORTED,
        accepted.isEmpty()
            ? "This path reads no body of that kind."
            : "Send the body as " + String.join(" or ", accepted) + ".");
  }

  private static Problem parameters(ConstraintViolationException violations) {
    List<Violation> errors =
        violations.getConstraintViolations().stream()
            .map(
                violation -> {
                  String path = violation.getPropertyPath().toString();
                  return Violation.ofParameter(
                      path.substring(path.lastIndexOf('.') + 1), "invalid", violation.getMessage());
                })
            .toList();
    return Problem.of(ProblemType.INVALID_PARAMETER, "A parameter has a wrong value.", errors);
  }

  private Response answer(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.type().status())
            .type(PROBLEM_JSON)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(ProblemView.of(problem, trace.requestId()));
    problem.headers().forEach(response::header);
    return response.build();
  }
}

package dev.belfry.check.api;

import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The steps, one after the other. */
final class ApiLook implements Errands.Errand {
  private static final int FIRST_BAD_STATUS = 400;
  private static final int LONGEST_VARIABLE = 8192;

  private final ApiWire wire;
  private final ApiTarget target;
  private final Variables variables = new Variables();
  private final long begun = System.nanoTime();

  ApiLook(ApiWire wire, ApiTarget target) {
    this.wire = wire;
    this.target = target;
  }

  @Override
  public Look look(Deadline deadline) throws WireException {
    List<ApiStep> steps = target.steps();
    for (int i = 0; i < steps.size(); i++) {
      ApiStep step = steps.get(i);
      String which = which(step, i);
      try {
        Answer answer = wire.ask(step, variables, deadline);
        Optional<String> fault = fault(step, answer, deadline);
        if (fault.isPresent()) {
          return Look.of(Verdict.DOWN, "assertion_failed", which + fault.get(), phases());
        }
        Optional<String> missing = extract(step, answer);
        if (missing.isPresent()) {
          return Look.of(Verdict.DOWN, "extraction_failed", which + missing.get(), phases());
        }
      } catch (WireException e) {
        return Look.failed(e.reason(), which + e.getMessage(), phases());
      } catch (NoToken e) {
        return e.look(which, phases());
      }
    }
    return Look.of(
        Verdict.UP,
        "ok",
        steps.size() == 1 ? "answered as expected" : "all " + steps.size() + " steps as expected",
        phases());
  }

  private String which(ApiStep step, int index) {
    if (step.name() != null) {
      return step.name() + ": ";
    }
    return target.steps().size() == 1 ? "" : "step " + (index + 1) + ": ";
  }

  private static Optional<String> fault(ApiStep step, Answer answer, Deadline deadline)
      throws WireException {
    boolean judged =
        step.assertions().stream().anyMatch(assertion -> assertion.source().equals("status"));
    if (!judged && answer.status() >= FIRST_BAD_STATUS) {
      return Optional.of("answered " + answer.status());
    }
    for (ApiAssertion assertion : step.assertions()) {
      deadline.millis("comparing the answer");
      if (!holds(assertion, answer)) {
        return Optional.of(sentence(assertion, answer));
      }
    }
    return Optional.empty();
  }

  private static boolean holds(ApiAssertion assertion, Answer answer) {
    if (assertion.source().equals("schema")) {
      return answer.json().filter(json -> Schemas.allows("" + assertion.value(), json)).isPresent();
    }
    return Comparison.holds(
        "" + assertion.comparison(), part(assertion, answer), assertion.value());
  }

  private static Optional<String> part(ApiAssertion assertion, Answer answer) {
    String property = "" + assertion.property();
    return switch (assertion.source()) {
      case "status" -> Optional.of("" + answer.status());
      case "time" -> Optional.of("" + answer.millis());
      case "header" -> answer.header(property);
      case "json" -> answer.json(property);
      default -> Optional.of(answer.body());
    };
  }

  /** Only what is no secret of the answer is repeated. */
  private static String sentence(ApiAssertion assertion, Answer answer) {
    return switch (assertion.source()) {
      case "status" -> "answered " + answer.status() + ", which is not as expected";
      case "time" -> "answered after " + answer.millis() + " ms, which is not as expected";
      case "schema" -> "the body is not valid by its schema";
      default ->
          "the assertion on "
              + assertion.what()
              + " ("
              + ("" + assertion.comparison()).replace('_', ' ')
              + ") does not hold";
    };
  }

  /** Answers what could not be found. */
  private Optional<String> extract(ApiStep step, Answer answer) {
    for (ApiExtraction extraction : step.extract()) {
      Optional<String> value = value(extraction, answer);
      if (value.isEmpty() || value.get().length() > LONGEST_VARIABLE) {
        return Optional.of(
            "the answer has no " + extraction.source() + " for " + extraction.variable());
      }
      variables.put(extraction.variable(), value.get());
    }
    return Optional.empty();
  }

  private static Optional<String> value(ApiExtraction extraction, Answer answer) {
    String property = "" + extraction.property();
    return switch (extraction.source()) {
      case "header" -> answer.header(property);
      case "json" -> answer.json(property);
      default -> Expression.of(property).firstIn(answer.body());
    };
  }

  private Phases phases() {
    return Phases.total(Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis()));
  }
}

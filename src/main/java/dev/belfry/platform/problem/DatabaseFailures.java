package dev.belfry.platform.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;

/** Failures of PostgreSQL that the caller should be told of as something else than "went wrong". */
public final class DatabaseFailures {
  private static final String RETRY_SECONDS = "5";

  private DatabaseFailures() {}

  public static Optional<Problem> problemOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        Optional<Problem> problem = problemOf(sql);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> problemOf(SQLException sql) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    if (state.equals("40P01") || state.equals("40001")) {
      return Optional.of(
          Problem.of(ProblemType.CONFLICT, "Two changes met each other; send it again.")
              .with("Retry-After", "1"));
    }
    switch (state) {
      case "23505" -> {
        return Optional.of(Problem.of(ProblemType.TAKEN, "Something else has this name already."));
      }
      case "23503" -> {
        return Optional.of(
            Problem.of(ProblemType.CONFLICT, "What this refers to went away at the same moment."));
      }
      case "22021", "22P05", "22008", "22003" -> {
        return Optional.of(
            Problem.of(
                ProblemType.MALFORMED,
                "A value cannot be stored: a text with U+0000, or a time or number out of range."));
      }
      default -> {
        // one of those below, or a defect
      }
    }
    boolean away =
        sql instanceof SQLTransientConnectionException
            || state.startsWith("08")
            || state.startsWith("57P")
            || state.startsWith("53")
            || isPoolTimeout(sql);
    return away
        ? Optional.of(
            Problem.of(
                    ProblemType.UNAVAILABLE, "The database does not answer; nothing was changed.")
                .with("Retry-After", RETRY_SECONDS))
        : Optional.empty();
  }

  /** Agroal tells of an exhausted or unreachable pool by a plain SQLException without a state. */
  private static boolean isPoolTimeout(SQLException sql) {
    String message = sql.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("acquisition timeout");
  }
}

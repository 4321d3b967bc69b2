package dev.belfry.platform.database;

import dev.belfry.platform.problem.DatabaseFailures;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * Binds every transaction at the moment in which it gets its connection.
 *
 * <p>It throws nothing: the pool would take back a connection that is still enlisted, and hand it
 * to another request. Where binding fails, the connection is of no use to the transaction
 * (PostgreSQL has aborted it, or the connection is closed here), and {@link Binding#failure} says
 * why.
 */
@Singleton
class BindingInterceptor implements AgroalPoolInterceptor {
  private static final Logger LOG = Logger.getLogger(BindingInterceptor.class);

  private final Binding binding;

  BindingInterceptor(Binding binding) {
    this.binding = binding;
  }

  @Override
  public void onConnectionAcquire(Connection connection) {
    if (!Arc.container().requestContext().isActive()) {
      return;
    }
    try {
      // Outside of a transaction the setting would be gone with its own statement.
      if (!connection.getAutoCommit()) {
        binding.enter(connection);
      }
    } catch (Problem refused) {
      binding.failed(refused);
    } catch (SQLException e) {
      LOG.warnf("a transaction could not be bound: %s", e.getMessage());
      binding.failed(
          DatabaseFailures.problemOf(e)
              .orElseGet(() -> Problem.of(ProblemType.INTERNAL, "It could not be begun.")));
      abort(connection);
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.warnf("a connection that could not be bound could not be closed: %s", e.getMessage());
    }
  }
}

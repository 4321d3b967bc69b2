package dev.belfry.platform.database;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Binds every transaction at the moment in which it gets its connection. */
@Singleton
class BindingInterceptor implements AgroalPoolInterceptor {
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
    } catch (SQLException e) {
      throw new BindingFailedException(e);
    }
  }
}

package dev.belfry.access.leak;

import dev.belfry.access.FailureBudget;
import dev.belfry.access.Revocation;
import dev.belfry.access.credential.Credential;
import dev.belfry.access.credential.CredentialLeaked;
import dev.belfry.platform.database.Binding;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.seal.Pepper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends whatever credential somebody shows, of whatever account. The answer and its time are the
 * same whether there was one: so nobody learns whether a guess was right.
 */
@ApplicationScoped
class LeakService {
  private static final Logger LOG = Logger.getLogger(LeakService.class);
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final String FIND =
      """
      select account_id, id, true from access_key where hash = ? and revoked_at is null and deleted_at is null
      union all
      select account_id, id, false from access_session where hash = ? and revoked_at is null""";

  private final AgroalDataSource system;
  private final Binding binding;
  private final Pepper pepper;
  private final FailureBudget failures;
  private final RequestTrace trace;
  private final Event<CredentialLeaked> events;

  LeakService(
      @DataSource("system") AgroalDataSource system,
      Binding binding,
      Pepper pepper,
      FailureBudget failures,
      RequestTrace trace,
      Event<CredentialLeaked> events) {
    this.system = system;
    this.binding = binding;
    this.pepper = pepper;
    this.failures = failures;
    this.trace = trace;
    this.events = events;
  }

  /** Returns when it is over, and no sooner than a quarter of a second after it was called. */
  void revoke(String credential) {
    long end = System.nanoTime() + SHORTEST_NANOS;
    String address = trace.address();
    Optional<CredentialLeaked> found = failures.admit(() -> find(credential), address);
    failures.failed(address);
    found.ifPresent(this::end);
    pause(end - System.nanoTime());
  }

  private Optional<CredentialLeaked> find(String credential) {
    boolean ours =
        new Credential.Key(credential).wellFormed()
            || new Credential.SessionToken(credential, false).wellFormed();
    if (!ours) {
      return Optional.empty();
    }
    byte[] hash = pepper.hash(credential);
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setBytes(1, hash);
      statement.setBytes(2, hash);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new CredentialLeaked(
                    new AccountId(row.getObject(1, UUID.class)),
                    row.getObject(2, UUID.class),
                    row.getBoolean(3)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      LOG.warnf("a credential that was found could not be looked up: %s", e.getMessage());
      throw Problem.of(ProblemType.UNAVAILABLE, "The database does not answer; send it again.")
          .with("Retry-After", "5");
    }
  }

  private void end(CredentialLeaked leak) {
    binding.to(leak.account());
    Revocation.again(
        () ->
            QuarkusTransaction.requiringNew()
                .call(
                    () -> {
                      events.fire(leak);
                      return leak;
                    }));
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

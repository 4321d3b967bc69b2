package dev.belfry.access;

import dev.belfry.access.credential.Credential;
import dev.belfry.platform.batch.Batcher;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.seal.Pepper;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database who a credential is, and takes a token of each of its windows, for all requests
 * that wait at the same moment in one statement. Nothing is kept: a request is answered only by a
 * statement that began after it came, so a revocation that has returned is seen by every later
 * request.
 */
@ApplicationScoped
public class Authenticator {
  private static final Logger LOG = Logger.getLogger(Authenticator.class);
  private static final int LARGEST_BATCH = 256;
  private static final int MOST_WAITING = 20_000;
  private static final long PATIENCE_SECONDS = 10;
  private static final int STATEMENT_SECONDS = 8;
  private static final Duration STUCK = Duration.ofSeconds(5);

  private static final String AGAIN =
      """
      select a.*, null::bigint as wait_ms from access_ask_again(?, ?, ?, ?, ?, ?, ?) a order by a.place""";

  private static final class Question {
    private final byte[] hash;
    private final @Nullable String address;

    Question(byte[] hash, @Nullable String address) {
      this.hash = hash;
      this.address = address;
    }
  }

  private final AgroalDataSource database;
  private final IdentityRows rows;
  private final Pepper pepper;
  private final RequestTrace trace;
  private final Batcher<Question, IdentityRows.Row> batcher;

  Authenticator(AgroalDataSource database, IdentityRows rows, Pepper pepper, RequestTrace trace) {
    this.database = database;
    this.rows = rows;
    this.pepper = pepper;
    this.trace = trace;
    this.batcher = new Batcher<>("authenticate", LARGEST_BATCH, MOST_WAITING, this::ask);
  }

  /**
   * @param address from which the call came
   * @throws Problem 503 when the database does not answer: never a yes without it
   */
  Identity identify(Credential credential, @Nullable String address) {
    try {
      return rows.whole(
          batcher
              .submit(new Question(pepper.hash(credential.secret()), address))
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.warnf("a caller could not be looked up: %s", e.getMessage());
      throw unavailable();
    }
  }

  /** A replica that cannot say who calls gets no calls, though its database may answer. */
  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck readiness() {
    return () ->
        HealthCheckResponse.named("authentication")
            .status(batcher.busyFor().compareTo(STUCK) < 0)
            .build();
  }

  /** By what the caller of this request was let in. */
  public Proof proof(Access access) {
    return access.proof(pepper, trace.address());
  }

  /**
   * Who they are now, in one statement, in the order asked; it is no use of a key and takes nothing
   * from any window.
   *
   * @param patienceSeconds after which the statement is given up
   */
  public List<Identity> again(List<Proof> proofs, int patienceSeconds) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(AGAIN)) {
      statement.setQueryTimeout(patienceSeconds);
      array(statement, 1, "bytea", proofs, Proof::hash, byte[][]::new);
      array(statement, 2, "text", proofs, Proof::address, String[]::new);
      array(statement, 3, "text", proofs, of(Identity.Token::issuer), String[]::new);
      array(statement, 4, "text", proofs, of(Identity.Token::subject), String[]::new);
      array(
          statement,
          5,
          "timestamptz",
          proofs,
          of(token -> token.issued().toString()),
          String[]::new);
      array(
          statement,
          6,
          "timestamptz",
          proofs,
          of(token -> token.until().toString()),
          String[]::new);
      array(statement, 7, "uuid", proofs, proof -> proof.account().uuid(), UUID[]::new);
      List<Identity> found = new ArrayList<>(proofs.size());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Identity.Token token = proofs.get(found.size()).token();
          Identity now = rows.whole(rows.read(row));
          found.add(token == null ? now : now.byToken(token));
        }
      }
      return found;
    }
  }

  private static <T> Function<Proof, @Nullable T> of(Function<Identity.Token, T> value) {
    return proof -> proof.token() == null ? null : value.apply(proof.token());
  }

  private static <T> void array(
      PreparedStatement statement,
      int index,
      String type,
      List<Proof> proofs,
      Function<Proof, @Nullable T> value,
      IntFunction<T[]> fresh)
      throws SQLException {
    statement.setArray(
        index,
        statement.getConnection().createArrayOf(type, proofs.stream().map(value).toArray(fresh)));
  }

  private static Problem unavailable() {
    return Problem.of(ProblemType.UNAVAILABLE, "Who you are cannot be looked up at the moment.")
        .with("Retry-After", "5");
  }

  private List<IdentityRows.Row> ask(List<Question> questions) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select * from access_authenticate(?, ?)")) {
      statement.setQueryTimeout(STATEMENT_SECONDS);
      statement.setArray(
          1,
          connection.createArrayOf(
              "bytea", questions.stream().map(question -> question.hash).toArray(byte[][]::new)));
      statement.setArray(
          2,
          connection.createArrayOf(
              "text", questions.stream().map(question -> question.address).toArray(String[]::new)));
      List<IdentityRows.Row> found = new ArrayList<>(questions.size());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(rows.read(row));
        }
      }
      return found;
    }
  }

  @PreDestroy
  void close() {
    batcher.close();
  }
}

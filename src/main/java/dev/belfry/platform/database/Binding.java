package dev.belfry.platform.database;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.RequestScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which account the transactions of this request work for. Unbound, they see no row of any. */
@RequestScoped
public class Binding {
  private @Nullable AccountId account;
  private @Nullable Guard guard;
  private @Nullable Problem failure;

  public void to(AccountId boundAccount) {
    account = boundAccount;
    guard = null;
  }

  /** For requests that change something: the guard binds, and refuses when the right is gone. */
  public void guarded(AccountId boundAccount, Guard boundGuard) {
    account = boundAccount;
    guard = boundGuard;
  }

  /**
   * Why the transaction of this request could not begin; everything that it tried has failed after
   * that.
   */
  public Optional<Problem> failure() {
    return Optional.ofNullable(failure);
  }

  void failed(Problem why) {
    failure = why;
  }

  void enter(Connection connection) throws SQLException {
    if (guard != null) {
      guard.enter(connection);
    } else if (account != null) {
      bind(connection, account);
    }
  }

  private static void bind(Connection connection, AccountId account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select set_config('belfry.account', ?, true)")) {
      statement.setString(1, account.uuid().toString());
      statement.execute();
    }
  }
}

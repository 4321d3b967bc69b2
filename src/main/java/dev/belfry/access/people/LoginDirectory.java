package dev.belfry.access.people;

import dev.belfry.access.AccessProblems;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up one user by address before anybody is signed in, and verifies its password. */
@ApplicationScoped
public class LoginDirectory {
  private final AgroalDataSource database;
  private final Passwords passwords;

  LoginDirectory(AgroalDataSource database, Passwords passwords) {
    this.database = database;
    this.passwords = passwords;
  }

  /**
   * Who may sign in under an address, and into which account.
   *
   * @param user null where an invitation with a password waits, and the address has no user yet
   * @param invitation which the login accepts then
   */
  public record Candidate(
      AccountId account,
      @Nullable UserId user,
      @Nullable MemberId member,
      @Nullable InvitationId invitation,
      String email,
      String name,
      @Nullable String hash) {
    @Override
    public String toString() {
      return "Candidate[" + user + "]";
    }
  }

  public @Nullable Candidate find(String email) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select * from access_login(?)")) {
      statement.setString(1, email);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? candidate(row) : null;
      }
    } catch (SQLException e) {
      throw new LookupFailedException(e);
    }
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    UUID user = row.getObject("user_id", UUID.class);
    UUID member = row.getObject("membership_id", UUID.class);
    UUID invitation = row.getObject("invitation_id", UUID.class);
    return new Candidate(
        new AccountId(row.getObject("account_id", UUID.class)),
        user == null ? null : new UserId(user),
        member == null ? null : new MemberId(member),
        invitation == null ? null : new InvitationId(invitation),
        row.getString("email"),
        row.getString("user_name"),
        row.getString("password_hash"));
  }

  /** Does the same work for a user that does not exist. */
  public boolean matches(@Nullable Candidate candidate, String password) {
    return passwords.matches(password, candidate == null ? null : candidate.hash());
  }

  public static Problem wrong() {
    return AccessProblems.wrongLogin();
  }

  private static final class LookupFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LookupFailedException(SQLException cause) {
      super("a user could not be looked up", cause);
    }
  }
}

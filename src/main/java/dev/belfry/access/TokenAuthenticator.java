package dev.belfry.access;

import dev.belfry.access.credential.Credential;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * From the token of somebody else to a member of ours, asked of the database at each call: a token
 * says who it is, and never what he may.
 */
@ApplicationScoped
class TokenAuthenticator {
  private static final Logger LOG = Logger.getLogger(TokenAuthenticator.class);
  private final ForeignTokens tokens;
  private final AgroalDataSource database;
  private final IdentityRows rows;
  private final GrantStore grants;

  TokenAuthenticator(
      ForeignTokens tokens, AgroalDataSource database, IdentityRows rows, GrantStore grants) {
    this.tokens = tokens;
    this.database = database;
    this.rows = rows;
    this.grants = grants;
  }

  /**
   * @throws Problem 401 when the token is not good, 400 when it does not say for which of several
   *     accounts it is, 503 when this cannot be found out
   */
  Identity identify(Credential.Token token) {
    ForeignTokens.Verified verified = tokens.verify(token.secret());
    UUID account = account(verified.account(), token.account());
    List<Identity> found = members(verified, account);
    if (found.size() > 1 && found.get(1).state() == Identity.State.OK) {
      throw Problem.of(
          ProblemType.MALFORMED,
          "You are a member of several accounts; name one in the header X-Belfry-Account.");
    }
    return found.isEmpty()
        ? Identity.UNKNOWN
        : found
            .getFirst()
            .byToken(
                new Identity.Token(
                    verified.issuer(),
                    verified.subject(),
                    verified.issuedAt(),
                    verified.expiresAt(),
                    grants.named(verified.scopes())));
  }

  /** The claim binds the token to an account; the header only chooses where there is no claim. */
  private static @Nullable UUID account(@Nullable String claim, @Nullable String header) {
    if (claim != null && header != null && !claim.equals(header)) {
      throw AccessProblems.invalid("The token is for another account.");
    }
    String named = claim == null ? header : claim;
    try {
      return named == null ? null : AccountId.fromString(named).uuid();
    } catch (IllegalArgumentException e) {
      throw AccessProblems.invalid("The account of the token is not known.");
    }
  }

  private List<Identity> members(ForeignTokens.Verified verified, @Nullable UUID account) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select * from access_authenticate_token(?, ?, ?, ?)")) {
      statement.setString(1, verified.issuer());
      statement.setString(2, verified.subject());
      statement.setObject(3, verified.issuedAt().atOffset(ZoneOffset.UTC));
      statement.setObject(4, account, Types.OTHER);
      List<Identity> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(rows.whole(rows.read(row)));
        }
      }
      return found;
    } catch (SQLException e) {
      LOG.warnf("the bearer of a token could not be looked up: %s", e.getMessage());
      throw Problem.of(ProblemType.UNAVAILABLE, "Who you are cannot be looked up at the moment.")
          .with("Retry-After", "5");
    }
  }
}

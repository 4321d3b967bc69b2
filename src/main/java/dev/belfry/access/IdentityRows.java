package dev.belfry.access;

import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From a row of {@code access_authenticate} to an identity with its effective rights. */
@ApplicationScoped
class IdentityRows {
  private final GrantStore grants;

  IdentityRows(GrantStore grants) {
    this.grants = grants;
  }

  Identity read(ResultSet row) throws SQLException {
    Identity.State state = Identity.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    UUID account = uuid(row, "account_id");
    if (account == null) {
      return Identity.UNKNOWN;
    }
    UUID key = uuid(row, "key_id");
    return new Identity(
        state,
        new AccountId(account),
        versions(row, account),
        rights(row, key != null),
        new Identity.User(
            new UserId(required(row, "user_id")),
            new MemberId(required(row, "owner_id")),
            row.getString("email"),
            row.getString("user_name")),
        key == null
            ? null
            : new Identity.Key(
                new KeyId(key), row.getString("key_name"), row.getString("key_hint")));
  }

  /** Key, parent and owner meet at every request: whatever one of them loses is lost at once. */
  private Rights rights(ResultSet row, boolean byKey) throws SQLException {
    Rights owner = grants.read(row.getString("owner_grants"));
    if (!byKey) {
      return owner;
    }
    Rights own = grants.read(row.getString("key_grants")).meet(owner);
    String parent = row.getString("parent_grants");
    return parent == null ? own : own.meet(grants.read(parent));
  }

  private static Identity.Versions versions(ResultSet row, UUID account) throws SQLException {
    return new Identity.Versions(
        account,
        row.getLong("account_version"),
        required(row, "owner_id"),
        row.getLong("owner_version"),
        uuid(row, "parent_id"),
        (Long) row.getObject("parent_version"),
        uuid(row, "key_id"),
        (Long) row.getObject("key_version"),
        uuid(row, "session_id"));
  }

  private static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  private static UUID required(ResultSet row, String column) throws SQLException {
    UUID value = uuid(row, column);
    if (value == null) {
      throw new SQLException(column + " is null");
    }
    return value;
  }
}

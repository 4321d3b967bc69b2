package dev.belfry.access;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

  /** A row, with the texts from which the rights follow. */
  record Row(
      Identity identity,
      @Nullable String owner,
      @Nullable String roles,
      @Nullable String key,
      @Nullable String parent) {}

  /** Key, parent and owner meet at every request: whatever one of them loses is lost at once. */
  Identity whole(Row row) {
    return row.owner() == null
        ? row.identity()
        : row.identity().with(grants.effective(row.owner(), row.roles(), row.key(), row.parent()));
  }

  /** The current row; what its rights are is worked out by who asked, not by who reads for all. */
  Row read(ResultSet row) throws SQLException {
    UUID account = uuid(row, "account_id");
    return account == null
        ? new Row(Identity.UNKNOWN, null, null, null, null)
        : new Row(
            identity(row, account),
            row.getString("owner_grants"),
            row.getString("role_grants"),
            row.getString("key_grants"),
            row.getString("parent_grants"));
  }

  private static Identity identity(ResultSet row, UUID account) throws SQLException {
    UUID user = uuid(row, "user_id");
    return new Identity(
        Identity.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        new AccountId(account),
        versions(row, account),
        Rights.NONE,
        new Identity.Owner(
            new MemberId(required(row, "owner_id")),
            user == null ? null : new UserId(user),
            row.getString("email"),
            row.getString("user_name")),
        key(row),
        windows(row));
  }

  private static Identity.@Nullable Key key(ResultSet row) throws SQLException {
    UUID key = uuid(row, "key_id");
    return key == null
        ? null
        : new Identity.Key(
            new KeyId(key),
            row.getString("key_name"),
            row.getString("key_hint"),
            KeyText.Type.valueOf(row.getString("key_type").toUpperCase(Locale.ROOT)),
            row.getBoolean("first_use"));
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
        uuid(row, "session_id"),
        null);
  }

  private static @Nullable Windows windows(ResultSet row) throws SQLException {
    Object wait = row.getObject("wait_ms");
    if (wait == null) {
      return null;
    }
    List<Windows.Window> limits = new ArrayList<>();
    if (row.getArray("remaining") != null) {
      Integer[] requests = (Integer[]) row.getArray("limit_requests").getArray();
      Integer[] seconds = (Integer[]) row.getArray("limit_seconds").getArray();
      Long[] remaining = (Long[]) row.getArray("remaining").getArray();
      for (int i = 0; i < requests.length; i++) {
        limits.add(new Windows.Window(requests[i], seconds[i], remaining[i]));
      }
    }
    Long calls = (Long) row.getObject("calls_per_hour");
    Windows.Hour hour =
        calls == null
            ? null
            : new Windows.Hour(calls, row.getLong("hour_remaining"), row.getInt("hour_seconds"));
    return new Windows(limits, hour, (Long) wait);
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

package dev.belfry.access.people;

import dev.belfry.access.credential.SessionId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Users, who are of the whole installation: requests write them only by these functions of the
 * database, each of which does one thing to one user.
 */
@ApplicationScoped
public class UserStore {
  /**
   * The hash of a password.
   *
   * @param given whether somebody else chose it
   */
  public record Secret(String hash, boolean given) {
    @Override
    public String toString() {
      return "Secret[" + given + "]";
    }
  }

  /** False where the address is taken; then nothing is changed. */
  public boolean add(UserId id, String email, String name, Secret secret, Instant now) {
    return (Boolean)
        query("select access_add_user(:id, :email, :name, :hash, :given, :now)")
            .setParameter("id", id.uuid())
            .setParameter("email", email)
            .setParameter("name", name)
            .setParameter("hash", secret.hash())
            .setParameter("given", secret.given())
            .setParameter("now", now)
            .getSingleResult();
  }

  public void rename(UserId id, String name, Instant now) {
    query("select cast(access_rename_user(:id, :name, :now) as text)")
        .setParameter("id", id.uuid())
        .setParameter("name", name)
        .setParameter("now", now)
        .getResultList();
  }

  /** The hash of a user whom the bound account knows; null where he signs in elsewhere. */
  public @Nullable String hash(UserId id) {
    List<?> found =
        query("select password_hash from access_user where id = :id")
            .setParameter("id", id.uuid())
            .getResultList();
    return found.isEmpty() ? null : (String) found.getFirst();
  }

  /**
   * A new password; all other sessions of the user end, in every account, and the tokens of his
   * provider.
   *
   * @param keep a session that stays; null for none
   * @return false where the old one is no longer his
   */
  public boolean changePassword(
      UserId id, String oldHash, String newHash, @Nullable SessionId keep, Instant now) {
    return (Boolean)
        query("select access_change_password(:id, :old, :new, cast(:keep as uuid), :now)")
            .setParameter("id", id.uuid())
            .setParameter("old", oldHash)
            .setParameter("new", newHash)
            .setParameter("keep", keep == null ? null : keep.uuid().toString())
            .setParameter("now", now)
            .getSingleResult();
  }

  /** He has shown that he reads the mail of this address, if it is still his. */
  public void proveAddress(UserId id, String email) {
    query("select cast(access_prove_address(:id, :email) as text)")
        .setParameter("id", id.uuid())
        .setParameter("email", email)
        .getResultList();
  }

  /** Tokens of his provider that were issued until now are refused, in every account. */
  public void endTokens(UserId id) {
    query("select cast(access_end_tokens(:id) as text)")
        .setParameter("id", id.uuid())
        .getResultList();
  }

  /** His membership in another account, while it and the account are active. */
  public Optional<MemberId> membership(UserId user, AccountId account) {
    Object found =
        query("select access_member_of(:user, :account)")
            .setParameter("user", user.uuid())
            .setParameter("account", account.uuid())
            .getSingleResult();
    return Optional.ofNullable((UUID) found).map(MemberId::new);
  }

  /**
   * Whether a session may begin, of the bound account; from here on whoever disables the member or
   * changes the password waits for our transaction.
   *
   * @param hash what the password was compared with; null where somebody else vouched
   */
  public boolean maySignIn(MemberId member, UserId user, @Nullable String hash) {
    return (Boolean)
        query("select access_may_sign_in(:member, :user, cast(:hash as text))")
            .setParameter("member", member.uuid())
            .setParameter("user", user.uuid())
            .setParameter("hash", hash)
            .getSingleResult();
  }

  private static Query query(String sql) {
    return Panache.getEntityManager().createNativeQuery(sql);
  }
}

package dev.belfry.access.people;

import dev.belfry.access.AccessProblems;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes members and the roles that they hold; in transactions bound to their account. */
@ApplicationScoped
public class MemberStore {

  /**
   * What of a member is written.
   *
   * @param name null where a person is called as he calls himself
   * @param grants as stored
   */
  public record Written(
      @Nullable String name, @Nullable String description, MemberStatus status, String grants) {}

  /**
   * A person becomes a member, or becomes one again.
   *
   * @throws Problem 409 when he is one
   */
  public MemberId join(AccountId account, UserId user, String grants, Instant now) {
    List<?> made =
        query(
                """
                insert into access_membership (id, account_id, user_id, role, grants, created_at, updated_at)
                values (:id, :account, :user, 'member', cast(:grants as jsonb), :now, :now)
                on conflict (account_id, user_id) do update set status = 'active', name = null, grants = excluded.grants,
                  rights_version = access_membership.rights_version + 1, version = access_membership.version + 1,
                  updated_at = excluded.updated_at
                where access_membership.status = 'deleted'
                returning id""",
                account)
            .setParameter("id", TypeId.next())
            .setParameter("user", user.uuid())
            .setParameter("grants", grants)
            .setParameter("now", now)
            .getResultList();
    if (made.isEmpty()) {
      throw AccessProblems.alreadyMember();
    }
    return new MemberId((UUID) made.getFirst());
  }

  public MemberId addService(AccountId account, Written written, Instant now) {
    UUID id = TypeId.next();
    query(
            """
            insert into access_membership (id, account_id, kind, role, name, description, grants, created_at, updated_at)
            values (:id, :account, 'service', 'service', :name, :description, cast(:grants as jsonb), :now, :now)""",
            account)
        .setParameter("id", id)
        .setParameter("name", written.name())
        .setParameter("description", written.description())
        .setParameter("grants", written.grants())
        .setParameter("now", now)
        .executeUpdate();
    return new MemberId(id);
  }

  /**
   * @throws Problem 409 when somebody else changed him since he was read
   */
  public void update(AccountId account, Member read, Written written, Instant now) {
    int changed =
        query(
                """
                update access_membership set description = :description, status = :status,
                  name = nullif(:name, (select u.name from access_user u where u.id = user_id)), grants = cast(:grants as jsonb), version = version + 1, updated_at = :now
                where account_id = :account and id = :id and version = :version and status <> 'deleted'""",
                account)
            .setParameter("name", written.name())
            .setParameter("description", written.description())
            .setParameter("status", written.status().name().toLowerCase(Locale.ROOT))
            .setParameter("grants", written.grants())
            .setParameter("now", now)
            .setParameter("id", read.id().uuid())
            .setParameter("version", read.version())
            .executeUpdate();
    requireOne(changed);
  }

  /** The row stays, without rights, since keys and the log book name it. */
  public void delete(AccountId account, Member read, Instant now) {
    query(
            "delete from access_member_role where account_id = :account and membership_id = :id",
            account)
        .setParameter("id", read.id().uuid())
        .executeUpdate();
    int changed =
        query(
                """
                update access_membership set status = 'deleted', grants = '[]', version = version + 1, updated_at = :now
                where account_id = :account and id = :id and version = :version and status <> 'deleted'""",
                account)
            .setParameter("now", now)
            .setParameter("id", read.id().uuid())
            .setParameter("version", read.version())
            .executeUpdate();
    requireOne(changed);
  }

  /** Those given to him here; what an identity provider gives stays. */
  public void setRoles(AccountId account, MemberId member, Collection<RoleId> roles) {
    query(
            "delete from access_member_role where account_id = :account and membership_id = :id and origin = 'direct'",
            account)
        .setParameter("id", member.uuid())
        .executeUpdate();
    for (RoleId role : roles) {
      query(
              "insert into access_member_role (account_id, membership_id, role_id) values (:account, :id, :role)",
              account)
          .setParameter("id", member.uuid())
          .setParameter("role", role.uuid())
          .executeUpdate();
    }
  }

  private static void requireOne(int changed) {
    if (changed != 1) {
      throw Problem.of(ProblemType.CONFLICT, "Two changes met each other; send it again.")
          .with("Retry-After", "1");
    }
  }

  private static Query query(String sql, AccountId account) {
    return Panache.getEntityManager()
        .createNativeQuery(sql)
        .setParameter("account", account.uuid());
  }
}

package dev.belfry.access.people;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Roles as members hold them; in transactions bound to their account. */
@ApplicationScoped
public class Roles {
  private record Founding(String name, String scope, String description) {}

  private static final List<Founding> FIRST =
      List.of(
          new Founding("Admin", GrantSpec.EVERYTHING, "Everything, now and in future"),
          new Founding(
              "Editor",
              "write",
              "Read and change what is watched and run; not people, keys and rights"),
          new Founding("Viewer", "read", "Read what is watched and run"));

  private final GrantStore grants;

  Roles(GrantStore grants) {
    this.grants = grants;
  }

  /**
   * A role of the account.
   *
   * @param grants as stored
   */
  public record Known(RoleId id, String name, String grants) {}

  /** The roles with which every account begins. */
  public void found(AccountId account, Instant now) {
    for (Founding role : FIRST) {
      Rights rights = grants.rights(List.of(GrantSpec.atAll(List.of(role.scope()))));
      Panache.getEntityManager()
          .createNativeQuery(
              """
              insert into access_role (id, account_id, name, description, grants, created_at, updated_at)
              values (:id, :account, :name, :description, cast(:grants as jsonb), :now, :now)""")
          .setParameter("id", TypeId.next())
          .setParameter("account", account.uuid())
          .setParameter("name", role.name())
          .setParameter("description", role.description())
          .setParameter("grants", grants.write(rights))
          .setParameter("now", now)
          .executeUpdate();
    }
  }

  /**
   * Each once, in the order given.
   *
   * @throws Problem 422 naming those that the account does not have
   */
  public List<Known> require(AccountId account, List<RoleId> ids) {
    Map<RoleId, Known> found = new LinkedHashMap<>();
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      RoleId id = ids.get(i);
      Optional<Known> role = find(account, id);
      if (role.isEmpty()) {
        wrong.add(Violation.at("/roles/" + i, "unknown", "is no role of this account"));
      }
      role.ifPresent(known -> found.put(id, known));
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    return List.copyOf(found.values());
  }

  public Optional<Known> find(AccountId account, RoleId id) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(
                "select name, cast(grants as text) from access_role where account_id = ?1 and id = ?2")
            .setParameter(1, account.uuid())
            .setParameter(2, id.uuid())
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new Known(id, (String) row[0], (String) row[1]))
        .findFirst();
  }

  /** What one's own grants and these roles give together. */
  public Rights together(Rights own, List<Known> roles) {
    Rights rights = own;
    for (Known role : roles) {
      rights = rights.join(grants.read(role.grants()));
    }
    return rights;
  }

  public List<MemberId> holders(AccountId account, RoleId role) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(
                "select distinct membership_id from access_member_role where account_id = ?1 and role_id = ?2",
                UUID.class)
            .setParameter(1, account.uuid())
            .setParameter(2, role.uuid())
            .getResultList();
    return rows.stream().map(id -> new MemberId((UUID) id)).toList();
  }
}

package dev.belfry.access.sso;

import dev.belfry.access.Revocation;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.RoleId;
import dev.belfry.access.people.Standings;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the groups of somebody give him in one account: his roles of origin sso become just those,
 * and his other roles stay as they are.
 */
@ApplicationScoped
class SsoMembership {
  private static final String MAPPED =
      """
      select m.role_id, cast(r.grants as text), m.mapped_by, m.key_id from access_sso_mapping m
      join access_account a on a.id = m.account_id and a.may_map_groups
      join access_role r on r.account_id = m.account_id and r.id = m.role_id
      where m.group_name = any (?1) order by m.mapped_by, m.key_id""";
  private final Standings standings;
  private final GrantStore grants;
  private final Changes changes;
  private final Event<SsoEvent> events;
  private final InstantSource clock;

  SsoMembership(
      Standings standings,
      GrantStore grants,
      Changes changes,
      Event<SsoEvent> events,
      InstantSource clock) {
    this.standings = standings;
    this.grants = grants;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /**
   * In a transaction bound to the account. A lost role is lost by all that he has under way.
   *
   * @return the membership where it opens anything
   */
  Optional<MemberId> settle(AccountId account, SsoDirectory.Arrival person, Set<String> groups) {
    Optional<UUID> known = member(person);
    Set<UUID> wanted = mapped(account, groups, known.orElse(null));
    if (known.isEmpty() && wanted.isEmpty()) {
      return Optional.empty();
    }
    UUID member = known.orElseGet(() -> join(account, person));
    Set<UUID> held = held(member);
    if (!wanted.equals(held)) {
      Revocation.begin(member);
      replace(account, member, wanted);
      fire(
          account,
          person,
          "sso.roles_changed",
          DomainEvent.Result.DONE,
          changes.between(shown(held), shown(wanted), Set.of()));
    }
    return opensAnything(member) ? Optional.of(new MemberId(member)) : Optional.empty();
  }

  /**
   * A mapping gives what its maker holds at this moment while he may map, and nothing to himself.
   */
  private Set<UUID> mapped(AccountId account, Set<String> groups, @Nullable UUID member) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(MAPPED)
            .setParameter(1, groups.toArray(String[]::new))
            .getResultList();
    Map<Maker, Rights> makers = new HashMap<>();
    Set<UUID> roles = new HashSet<>();
    for (Object one : rows) {
      Object[] row = (Object[]) one;
      UUID maker = (UUID) row[2];
      boolean held =
          maker == null
              || (!maker.equals(member)
                  && gives(
                      makers.computeIfAbsent(
                          new Maker(maker, (UUID) row[3]), who -> rights(account, who)),
                      grants.read((String) row[1])));
      if (held) {
        roles.add((UUID) row[0]);
      }
    }
    return roles;
  }

  private static boolean gives(Rights maker, Rights role) {
    return maker.allowsEverywhere(Scope.SSO_UPDATE) && maker.contains(role);
  }

  private record Maker(UUID member, @Nullable UUID key) {}

  private Rights rights(AccountId account, Maker maker) {
    Standings.hold(new MemberId(maker.member()), maker.key());
    return standings.rights(account, new MemberId(maker.member()), maker.key());
  }

  /** Whoever was taken out of the account by hand stays out of it. */
  private static Optional<UUID> member(SsoDirectory.Arrival person) {
    return ids("select id from access_membership where user_id = ?1", person.user().uuid()).stream()
        .findFirst();
  }

  private UUID join(AccountId account, SsoDirectory.Arrival person) {
    UUID id = TypeId.next();
    Instant now = clock.instant();
    Panache.getEntityManager()
        .createNativeQuery(
            """
            insert into access_membership (id, account_id, user_id, role, grants, created_at, updated_at)
            values (?1, ?2, ?3, 'member', '[]', ?4, ?4) on conflict (account_id, user_id) do nothing""")
        .setParameter(1, id)
        .setParameter(2, account.uuid())
        .setParameter(3, person.user().uuid())
        .setParameter(4, now)
        .executeUpdate();
    fire(account, person, "sso.member_created", DomainEvent.Result.DONE, List.of());
    return member(person).orElseThrow();
  }

  private static Set<UUID> held(UUID member) {
    return ids(
        "select role_id from access_member_role where membership_id = ?1 and origin = 'sso'",
        member);
  }

  private static void replace(AccountId account, UUID member, Set<UUID> wanted) {
    Panache.getEntityManager()
        .createNativeQuery(
            "delete from access_member_role where membership_id = ?1 and origin = 'sso' and role_id <> all (?2)")
        .setParameter(1, member)
        .setParameter(2, wanted.toArray(UUID[]::new))
        .executeUpdate();
    for (UUID role : wanted) {
      Panache.getEntityManager()
          .createNativeQuery(
              """
              insert into access_member_role (account_id, membership_id, role_id, origin)
              values (?1, ?2, ?3, 'sso') on conflict do nothing""")
          .setParameter(1, account.uuid())
          .setParameter(2, member)
          .setParameter(3, role)
          .executeUpdate();
    }
    Panache.getEntityManager()
        .createNativeQuery(
            "update access_membership set rights_version = rights_version + 1 where id = ?1")
        .setParameter(1, member)
        .executeUpdate();
  }

  private static boolean opensAnything(UUID member) {
    return !ids(
            """
            select m.id from access_membership m where m.id = ?1 and m.status = 'active' and (m.grants <> '[]'
              or exists (select 1 from access_member_role r where r.account_id = m.account_id and r.membership_id = m.id))""",
            member)
        .isEmpty();
  }

  private static Set<UUID> ids(String sql, Object value) {
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery(sql, UUID.class)
            .setParameter(1, value)
            .getResultList();
    Set<UUID> ids = new HashSet<>();
    found.forEach(id -> ids.add((UUID) id));
    return ids;
  }

  /** The roles of origin sso, as the log book shows them. */
  private static Map<String, List<String>> shown(Set<UUID> roles) {
    return Map.of("roles", roles.stream().map(role -> new RoleId(role).text()).sorted().toList());
  }

  /** By himself, since nobody else does it. */
  void fire(
      AccountId account,
      SsoDirectory.Arrival person,
      String action,
      DomainEvent.Result result,
      List<Change> changed) {
    events.fire(
        new SsoEvent(
            account,
            new Actor(Actor.Kind.USER, person.user().text(), person.shown(), null, null),
            Subject.of("user", person.user(), person.shown()),
            clock.instant(),
            action,
            result,
            changed));
  }
}

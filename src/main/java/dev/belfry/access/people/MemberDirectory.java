package dev.belfry.access.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people and service accounts of the bound account, without those that were deleted. */
@ApplicationScoped
public class MemberDirectory {
  private static final String FROM =
      " from access_membership m left join access_user u on u.id = m.user_id"
          + " where m.account_id = :account and m.status <> 'deleted'";
  private static final String COLUMNS =
      """
      select m.id, m.user_id, u.email, coalesce(m.name, u.name), m.description, m.status, cast(m.grants as text),
        cast((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'direct', mr.origin = 'direct',
            'grants', r.grants) order by lower(r.name), mr.origin)
          from access_member_role mr join access_role r on r.account_id = mr.account_id and r.id = mr.role_id
          where mr.account_id = m.account_id and mr.membership_id = m.id) as text),
        coalesce(u.address_proven, false), m.role = 'owner' and m.account_id = access_first_account(),
        m.version, m.created_at, m.updated_at""";

  private final ObjectMapper mapper;
  private final GrantStore grants;

  MemberDirectory(ObjectMapper mapper, GrantStore grants) {
    this.mapper = mapper;
    this.grants = grants;
  }

  /** Which members are wanted; null is any. */
  public record Filter(
      boolean people, @Nullable MemberStatus status, @Nullable RoleId role, @Nullable String text) {
    private String sql(Map<String, Object> values) {
      StringBuilder sql = new StringBuilder(" and m.kind = :kind");
      values.put("kind", people ? "person" : "service");
      if (status != null) {
        sql.append(" and m.status = :status");
        values.put("status", status.name().toLowerCase(Locale.ROOT));
      }
      if (role != null) {
        sql.append(
            " and exists (select 1 from access_member_role mr where mr.account_id = m.account_id"
                + " and mr.membership_id = m.id and mr.role_id = :role)");
        values.put("role", role.uuid());
      }
      if (text != null) {
        sql.append(
            " and (strpos(lower(coalesce(m.name, u.name)), lower(:text)) > 0"
                + " or strpos(lower(u.email), lower(:text)) > 0)");
        values.put("text", text);
      }
      return sql.toString();
    }
  }

  public UserView user(UserId id) {
    User user = User.<User>findByIdOptional(id.uuid()).orElseThrow(Problem::notFound);
    return new UserView(id, user.email, user.name);
  }

  public Optional<MemberId> member(UserId user) {
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery("select id from access_membership where user_id = ?1", UUID.class)
            .setParameter(1, user.uuid())
            .getResultList();
    return found.stream().findFirst().map(id -> new MemberId((UUID) id));
  }

  public List<Member> list(AccountId account, Filter filter, PageRequest page) {
    Map<String, Object> values = new HashMap<>();
    String sql =
        COLUMNS + FROM + filter.sql(values) + " order by lower(coalesce(m.name, u.name)), m.id";
    Query query = query(sql, account, values);
    query.setFirstResult(page.index() * page.limit).setMaxResults(page.limit);
    return members(query);
  }

  public long count(AccountId account, Filter filter) {
    Map<String, Object> values = new HashMap<>();
    String sql = "select count(*)" + FROM + filter.sql(values);
    return ((Number) query(sql, account, values).getSingleResult()).longValue();
  }

  public Optional<Member> find(AccountId account, UserId user) {
    Query query =
        query(COLUMNS + FROM + " and m.user_id = :user", account, Map.of("user", user.uuid()));
    return members(query).stream().findFirst();
  }

  public Optional<Member> find(AccountId account, MemberId member) {
    Query query = query(COLUMNS + FROM + " and m.id = :id", account, Map.of("id", member.uuid()));
    return members(query).stream().findFirst();
  }

  /** Whether it is the proven address of somebody who is active in the account. */
  public boolean proves(AccountId account, String address) {
    Query query =
        query(
            "select count(*)"
                + FROM
                + " and m.status = 'active' and u.address_proven and lower(u.email) = lower(:address)",
            account,
            Map.of("address", address));
    return ((Number) query.getSingleResult()).longValue() > 0;
  }

  /** What he may do while he is active, by himself and by his roles. */
  public Rights rights(Member member) {
    Rights rights = grants.read(member.grants());
    for (Member.HeldRole role : member.roles()) {
      rights = rights.join(grants.read(role.grants()));
    }
    return rights;
  }

  private static Query query(String sql, AccountId account, Map<String, Object> values) {
    Query query =
        Panache.getEntityManager().createNativeQuery(sql).setParameter("account", account.uuid());
    values.forEach(query::setParameter);
    return query;
  }

  private List<Member> members(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(row -> member((Object[]) row)).toList();
  }

  private Member member(Object[] row) {
    return new Member(
        new MemberId((UUID) row[0]),
        row[1] == null ? null : new UserId((UUID) row[1]),
        (String) row[2],
        (String) row[3],
        (String) row[4],
        MemberStatus.valueOf(((String) row[5]).toUpperCase(Locale.ROOT)),
        (String) row[6],
        roles((String) row[7]),
        (Boolean) row[8],
        (Boolean) row[9],
        ((Number) row[10]).longValue(),
        (Instant) row[11],
        (Instant) row[12]);
  }

  private List<Member.HeldRole> roles(@Nullable String json) {
    List<Member.HeldRole> roles = new ArrayList<>();
    try {
      if (json != null) {
        for (JsonNode role : mapper.readTree(json)) {
          roles.add(
              new Member.HeldRole(
                  new RoleId(UUID.fromString(role.get("id").asText())),
                  role.get("name").asText(),
                  role.get("direct").asBoolean(),
                  role.get("grants").toString()));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("roles of a member cannot be read", e);
    }
    return List.copyOf(roles);
  }
}

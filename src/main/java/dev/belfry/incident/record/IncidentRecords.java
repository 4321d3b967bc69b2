package dev.belfry.incident.record;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.ReachCondition;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is recorded of incidents, in the caller's transaction. */
@ApplicationScoped
public class IncidentRecords {
  private static final String COLUMNS =
      "select i.id, i.title, i.impact, i.startedAt, i.resolvedAt, i.categoryId, i.groupIds, i.monitorId"
          + " from Incident i where i.accountId = :account and ";

  private final Access access;

  IncidentRecords(Access access) {
    this.access = access;
  }

  /**
   * An incident.
   *
   * @param monitor which opened it, while there is one
   */
  public record Recorded(
      IncidentId id,
      String title,
      Impact impact,
      Instant startedAt,
      @Nullable Instant resolvedAt,
      Place place,
      @Nullable UUID monitor) {
    private static Recorded of(Object[] row) {
      return new Recorded(
          new IncidentId((UUID) row[0]),
          (String) row[1],
          (Impact) row[2],
          (Instant) row[3],
          (Instant) row[4],
          new Place(
              (UUID) row[5],
              row[6] == null
                  ? Set.of()
                  : Set.copyOf(((List<?>) row[6]).stream().map(UUID.class::cast).toList())),
          (UUID) row[7]);
    }
  }

  /** For whoever acts, whoever asks. */
  public Optional<Recorded> find(AccountId account, IncidentId id) {
    return read(account, "i.id = :id", Map.of("id", id.uuid()), 1).stream().findFirst();
  }

  /**
   * @throws Problem 404 when the caller may not read it
   */
  public Recorded require(IncidentId id) {
    Recorded found = find(access.account(), id).orElseThrow(Problem::notFound);
    access.require(Scope.INCIDENT_READ, Scope.INCIDENT_READ, found.place());
    return found;
  }

  /** Those within this reach that opened from an instant (inclusive) to another, oldest first. */
  public List<Recorded> opened(List<Pair> reach, Instant from, Instant to, int most) {
    ReachCondition reached =
        ReachCondition.of(reach, "i.categoryId", "array_intersects(i.groupIds, ?)");
    Map<String, Object> values = new HashMap<>(reached.values());
    values.put("from", from);
    values.put("to", to);
    return read(
        access.account(),
        "i.startedAt >= :from and i.startedAt < :to and " + reached.text(),
        values,
        most);
  }

  private static List<Recorded> read(
      AccountId account, String where, Map<String, Object> values, int most) {
    TypedQuery<Object[]> query =
        Panache.getEntityManager()
            .createQuery(COLUMNS + where + " order by i.startedAt, i.id", Object[].class)
            .setParameter("account", account.uuid());
    values.forEach(query::setParameter);
    return query.setMaxResults(most).getResultStream().map(Recorded::of).toList();
  }
}

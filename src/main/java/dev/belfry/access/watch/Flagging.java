package dev.belfry.access.watch;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.Query;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Raises a flag where none of its kind hangs there in the same hour or day. */
@ApplicationScoped
class Flagging {
  private static final String NAME =
      """
      select k.name from access_key k where k.account_id = ?1 and k.id = ?2
      union all
      select coalesce(u.name, m.name) from access_membership m left join access_user u on u.id = m.user_id
      where m.account_id = ?1 and m.id = ?2""";
  private static final String SQL =
      """
      insert into access_flag (id, account_id, kind, subject_kind, subject_id, subject_name, bucket, at,
        address, network, calls, usual_calls, disables)
      values (:id, :account, :kind, :subject, :subject_id, :name, :bucket, :at, :address, :network,
        cast(:calls as bigint), cast(:usual as bigint), :disables)
      on conflict (account_id, subject_id, kind, bucket) do nothing""";

  private final Event<Flagged> events;
  private final InstantSource clock;

  Flagging(Event<Flagged> events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /** In a transaction bound to the account. */
  void raise(AccountId account, Seen who, Suspicion suspicion) {
    FlagKind kind = suspicion.kind();
    boolean disables =
        who.kind().equals(Subjects.KEY) && kind.mayDisable() && FlagPolicy.disables(account, kind);
    UUID id = TypeId.next();
    Query insert =
        Panache.getEntityManager()
            .createNativeQuery(SQL)
            .setParameter("id", id)
            .setParameter("account", account.uuid())
            .setParameter("kind", kind.word())
            .setParameter("subject", who.kind())
            .setParameter("subject_id", who.id())
            .setParameter("name", name(account, who))
            .setParameter("bucket", kind.bucket(suspicion.at()))
            .setParameter("at", clock.instant())
            .setParameter("address", suspicion.address())
            .setParameter("network", suspicion.network())
            .setParameter("calls", text(suspicion.calls()))
            .setParameter("usual", text(suspicion.usual()))
            .setParameter("disables", disables);
    if (insert.executeUpdate() == 1) {
      Flag flag = Flag.<Flag>findByIdOptional(id).orElseThrow();
      events.fire(
          new Flagged(
              account,
              Subjects.of(who.kind(), who.id(), flag.subjectName),
              flag.at,
              FlagView.of(flag)));
    }
  }

  private static @Nullable String name(AccountId account, Seen who) {
    List<?> names =
        Panache.getEntityManager()
            .createNativeQuery(NAME, String.class)
            .setParameter(1, account.uuid())
            .setParameter(2, who.id())
            .getResultList();
    return names.isEmpty() ? null : (String) names.getFirst();
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : number.toString();
  }
}

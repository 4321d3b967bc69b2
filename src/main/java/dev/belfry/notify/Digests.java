package dev.belfry.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.grant.Place;
import dev.belfry.notify.gate.Gate;
import dev.belfry.notify.gate.Parcel;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes one message of what comes to an endpoint within a time. Digests to one endpoint keep their
 * order among themselves; one notice alone goes as it is, unless a digest before it is still under
 * way. In the transaction that looks at a delivery.
 */
@ApplicationScoped
class Digests {
  private static final int MOST = 100;
  private static final Duration SOON = Duration.ofSeconds(1);

  /**
   * With what follows them about the same thing. Whatever is being posted about one of these things
   * at this moment is left for the next digest: we wait for nobody here.
   */
  private static final String RIPE =
      """
      with heads as materialized (
        select id, about, place from notify_delivery
        where account_id = :account and endpoint_id = :endpoint and status = 'PENDING' and reason = 'digest'
          and due_at <= :now order by place limit :most for update skip locked),
      mine as materialized (
        select id, about, place from heads
        where about is null or pg_try_advisory_xact_lock(hashtextextended('notify:' || cast(about as text), 0))),
      followers as materialized (
        select f.id from notify_delivery f
        where f.account_id = :account and f.endpoint_id = :endpoint and f.status = 'PENDING' and f.due_at is null
          and f.about in (select about from mine) order by f.place limit :most for update skip locked)
      select id from mine union select id from followers
      order by 1 limit :most""";

  /** Nobody else deals with the digests to this endpoint until the transaction ends. */
  private static final String ORDERED =
      "select pg_try_advisory_xact_lock(hashtextextended('notify:' || cast(:endpoint as text), 0))"
          + " from notify_endpoint where account_id = :account and endpoint_id = :endpoint";

  private static final String UNDER_WAY =
      """
      select 1 from notify_delivery
      where account_id = :account and endpoint_id = :endpoint and about = :endpoint and status = 'PENDING' limit 1""";

  private static final String COLLECT =
      """
      update notify_delivery set status = 'DIGESTED', reason = null, digested_into = :digest, due_at = null,
        holder = null, lease_until = null, done_at = :now
      where account_id = :account and id = any (:ids)""";

  /** Of those things of which not all was collected, the next goes. */
  private static final String LET_GO =
      """
      update notify_delivery set due_at = :now where ctid = any (array(
        select d.ctid from notify_delivery d where d.due_at is null and d.status = 'PENDING' and d.id in (
          select distinct on (p.about) p.id from notify_delivery p
          where p.account_id = :account and p.endpoint_id = :endpoint and p.status = 'PENDING' and p.about in (
            select c.about from notify_delivery c where c.account_id = :account and c.id = any (:ids))
          order by p.about, p.due_at nulls last, p.place)
        for update skip locked))""";

  private final PostOffice office;
  private final Gate gate;
  private final ObjectMapper mapper;
  private final Event<Posted> posted;
  private final InstantSource clock;

  Digests(
      PostOffice office,
      Gate gate,
      ObjectMapper mapper,
      Event<Posted> posted,
      InstantSource clock) {
    this.office = office;
    this.gate = gate;
    this.mapper = mapper;
    this.posted = posted;
    this.clock = clock;
  }

  /**
   * Whether it is told with others, now or later; otherwise it goes by itself.
   *
   * @param pace of the endpoint, which wants digests
   */
  boolean keeps(Parcel parcel, Channel channel, Pace pace) {
    if (!Gate.DIGEST.equals(parcel.reason())) {
      gate.defer(parcel, gate.collectsUntil(parcel, pace.digest()), Gate.DIGEST);
      return true;
    }
    Instant now = clock.instant();
    boolean told = !digested(parcel, channel, now);
    if (!told) {
      // Nothing where it was collected.
      gate.defer(parcel, now.plus(SOON), Gate.DIGEST);
    }
    return !told;
  }

  /** Whether this one does not go by itself. */
  private boolean digested(Parcel parcel, Channel channel, Instant now) {
    gate.alone(parcel);
    if (!Boolean.TRUE.equals(of(ORDERED, parcel).getSingleResult())) {
      return true;
    }
    List<Delivery> ripe = ripe(parcel, now);
    List<Delivery> allowed = allowed(parcel, channel, ripe, now);
    boolean underWay = !of(UNDER_WAY, parcel).getResultList().isEmpty();
    boolean alone = allowed.size() == 1 && !underWay;
    if (!alone && !allowed.isEmpty()) {
      collect(parcel, allowed, now, underWay);
    }
    if (!ripe.isEmpty()) {
      of(LET_GO, parcel).setParameter("now", now).setParameter("ids", ids(ripe)).executeUpdate();
      posted.fire(new Posted());
    }
    return !alone || !allowed.getFirst().id.equals(parcel.delivery());
  }

  private List<Delivery> ripe(Parcel parcel, Instant now) {
    List<?> ids =
        of(RIPE, parcel).setParameter("now", now).setParameter("most", MOST).getResultList();
    Panache.getEntityManager().clear();
    return ids.isEmpty()
        ? List.of()
        : Delivery.list("accountId = ?1 and id in ?2 order by place", parcel.account().uuid(), ids);
  }

  /** What must not be told is held, each for its own reason. */
  private static List<Delivery> allowed(
      Parcel parcel, Channel channel, List<Delivery> ripe, Instant now) {
    List<Delivery> allowed = new ArrayList<>();
    for (Delivery delivery : ripe) {
      Letter letter = Message.letter(parcel.account(), delivery.messageId);
      switch (channel.prepare(parcel.account(), parcel.endpoint(), letter)) {
        case Dispatch.Held held -> delivery.held(held.reason(), now);
        case Dispatch.Ready ready -> allowed.add(delivery);
      }
    }
    Delivery.flush();
    return allowed;
  }

  private void collect(Parcel parcel, List<Delivery> ripe, Instant now, boolean underWay) {
    AccountId account = parcel.account();
    ObjectNode data = mapper.createObjectNode();
    data.put("count", ripe.size());
    ArrayNode notices = data.putArray("notices");
    ripe.forEach(one -> add(notices, Message.letter(account, one.messageId).body()));
    Message message =
        office.write(
            new Notice(NoticeType.DIGEST, now, account, Place.in(null), data, parcel.endpoint()));
    Delivery digest =
        office.fresh(message, parcel.channel(), parcel.endpoint(), parcel.endpoint(), now);
    digest.dueAt = underWay ? null : now;
    digest.persist();
    Delivery.flush();
    Panache.getEntityManager()
        .createNativeQuery(COLLECT)
        .setParameter("digest", digest.id)
        .setParameter("now", now)
        .setParameter("account", account.uuid())
        .setParameter("ids", ids(ripe))
        .executeUpdate();
  }

  private static UUID[] ids(List<Delivery> deliveries) {
    return deliveries.stream().map(one -> one.id).toArray(UUID[]::new);
  }

  private void add(ArrayNode notices, @Nullable String body) {
    try {
      notices.add(mapper.readTree(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored body is not the one that we wrote", e);
    }
  }

  private static Query of(String sql, Parcel parcel) {
    return Panache.getEntityManager()
        .createNativeQuery(sql)
        .setParameter("account", parcel.account().uuid())
        .setParameter("endpoint", parcel.endpoint());
  }
}

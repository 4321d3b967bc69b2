package dev.belfry.notify;

import dev.belfry.notify.gate.Gate;
import dev.belfry.notify.gate.Health;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.Stretch;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.arc.All;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was sent, for the channels, which answer for who may see an endpoint. In their transactions.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Ledger {
  private final List<Channel> channels;
  private final Gate gate;
  private final Event<Posted> posted;
  private final InstantSource clock;

  Ledger(@All List<Channel> channels, Gate gate, Event<Posted> posted, InstantSource clock) {
    this.channels = channels;
    this.gate = gate;
    this.posted = posted;
    this.clock = clock;
  }

  /**
   * What is known of a delivery before it is replayed.
   *
   * @param about the thing of which it tells, within which order matters
   */
  @RegisterForReflection
  public record Entry(UUID id, UUID endpointId, @Nullable UUID about, DeliveryStatus status) {
    static final String FIELDS = "select d.id, d.endpointId, d.about, d.status";
  }

  /** The deliveries to an endpoint with their attempts, newest first. */
  public Stretch<DeliveryView> list(AccountId account, UUID endpoint, DeliveryFilter filter) {
    return list(
        account,
        DeliveryQuery.ofEndpoint(endpoint, filter.status),
        Cursor.parse(filter.cursor),
        filter.checkedLimit());
  }

  /** Newest first. */
  public Stretch<DeliveryView> list(
      AccountId account, DeliveryQuery query, @Nullable Cursor after, int limit) {
    List<Delivery> found = query.newestFirst(account, after).page(0, limit + 1).list();
    return Stretch.of(
        found,
        limit,
        view(account, found),
        delivery -> new Cursor(delivery.createdAt, delivery.id));
  }

  /**
   * Those that may be sent again, oldest first: people outside of the account get nothing twice.
   */
  public List<Entry> replayable(AccountId account, DeliveryQuery query, int most) {
    return query.replayable(account, Entry.FIELDS).project(Entry.class).page(0, most).list();
  }

  /**
   * Sends it again, now, with the same message id; retries begin anew.
   *
   * @param enabled whether the endpoint gets anything at all
   * @throws Problem 404 when it is no delivery to this endpoint, 409 when that is disabled
   */
  public DeliveryView replay(AccountId account, UUID endpoint, boolean enabled, DeliveryId id) {
    if (!enabled) {
      throw Problem.of(ProblemType.CONFLICT, "It is disabled; enable it first.");
    }
    Entry entry =
        replayable(account, DeliveryQuery.named(List.of(id.uuid()), Set.of(endpoint)), 1).stream()
            .findFirst()
            .orElseThrow(Problem::notFound);
    List<Delivery> replayed = again(account, entry.about(), List.of(entry.id()));
    return view(account, replayed).apply(replayed.getFirst());
  }

  /**
   * The same for some that tell of one thing, or of nothing that has an order; they keep theirs,
   * behind what is under way.
   */
  public void replay(AccountId account, @Nullable UUID about, Collection<UUID> ids) {
    again(account, about, ids);
  }

  private List<Delivery> again(AccountId account, @Nullable UUID about, Collection<UUID> ids) {
    if (about != null) {
      Delivery.queue(about);
    }
    Instant now = clock.instant();
    List<Delivery> deliveries = Delivery.locked(account, ids);
    Set<UUID> waitedFor =
        about == null
            ? Set.of()
            : Delivery.waitedFor(
                account, about, deliveries.stream().map(one -> one.endpointId).toList());
    for (Delivery delivery : deliveries) {
      if (delivery.status != DeliveryStatus.PENDING) {
        boolean first = about == null || waitedFor.add(delivery.endpointId);
        delivery.replay(first ? now : null);
      } else if (delivery.dueAt != null && delivery.holder == null) {
        delivery.replay(now);
      }
    }
    Delivery.flush();
    posted.fire(new Posted());
    return deliveries;
  }

  /** How many to endpoints of a channel could leave now, as far as they are counted. */
  public int inLine(AccountId account, String channel, int most) {
    return Delivery.due(account, channel, clock.instant(), most);
  }

  /** How the last ones to an endpoint stand, newest first. */
  public List<DeliveryStatus> latest(AccountId account, UUID endpoint, int most) {
    return DeliveryQuery.ofEndpoint(endpoint, null)
        .newestFirst(account, null)
        .page(0, most)
        .stream()
        .map(delivery -> delivery.status)
        .toList();
  }

  /** What has not left yet stays here; the reason is shown beside it. */
  public void hold(AccountId account, UUID endpoint, String reason) {
    Delivery.hold(account, endpoint, reason, clock.instant());
  }

  /** An endpoint was mended, is another now or has another pace: what waits for it goes. */
  public void retry(AccountId account, UUID endpoint) {
    gate.anew(account, endpoint);
    posted.fire(new Posted());
  }

  /** How endpoints fare; of those that are missing nothing is known. */
  public Map<UUID, Health> health(AccountId account, Collection<UUID> endpoints) {
    return gate.health(account, endpoints);
  }

  /** Shows some deliveries, with what belongs to them read at once. */
  private Function<Delivery, DeliveryView> view(AccountId account, List<Delivery> deliveries) {
    Map<UUID, String> types =
        Message.types(account, deliveries.stream().map(delivery -> delivery.messageId).toList());
    Map<UUID, List<Attempt>> attempts =
        Attempt.of(account, deliveries.stream().map(delivery -> delivery.id).toList());
    return delivery ->
        DeliveryView.of(
            delivery,
            TypeId.format(prefix(delivery.channel), delivery.endpointId),
            types.getOrDefault(delivery.messageId, ""),
            attempts.getOrDefault(delivery.id, List.of()));
  }

  private String prefix(String kind) {
    return channels.stream()
        .filter(channel -> channel.kind().equals(kind))
        .map(Channel::prefix)
        .findFirst()
        .orElse("chn");
  }
}

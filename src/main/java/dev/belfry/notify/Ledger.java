package dev.belfry.notify;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.Stretch;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * What was sent, for the channels, which answer for who may see an endpoint. In their transactions.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Ledger {
  private final Event<Posted> posted;
  private final InstantSource clock;

  Ledger(Event<Posted> posted, InstantSource clock) {
    this.posted = posted;
    this.clock = clock;
  }

  /** The deliveries to an endpoint with their attempts, newest first. */
  public Stretch<DeliveryView> list(AccountId account, UUID endpoint, DeliveryFilter filter) {
    int limit = filter.checkedLimit();
    List<Delivery> found =
        Delivery.listed(account, endpoint, filter.status, Cursor.parse(filter.cursor), limit);
    return Stretch.of(
        found,
        limit,
        view(account, found),
        delivery -> new Cursor(delivery.createdAt, delivery.id));
  }

  /**
   * Sends it again, now, with the same message id; retries begin anew.
   *
   * @throws Problem 404 when it is no delivery to this endpoint
   */
  public DeliveryView replay(AccountId account, UUID endpoint, DeliveryId id) {
    Delivery delivery =
        Delivery.locked(account, endpoint, id.uuid()).orElseThrow(Problem::notFound);
    delivery.replay(clock.instant());
    Delivery.flush();
    posted.fire(new Posted());
    return view(account, List.of(delivery)).apply(delivery);
  }

  /** What has not left yet stays here; the reason is shown beside it. */
  public void hold(AccountId account, UUID endpoint, String reason) {
    Delivery.hold(account, endpoint, reason, clock.instant());
  }

  /** Shows some deliveries, with what belongs to them read at once. */
  private static Function<Delivery, DeliveryView> view(
      AccountId account, List<Delivery> deliveries) {
    Map<UUID, String> types =
        Message.types(account, deliveries.stream().map(delivery -> delivery.messageId).toList());
    Map<UUID, List<Attempt>> attempts =
        Attempt.of(account, deliveries.stream().map(delivery -> delivery.id).toList());
    return delivery ->
        DeliveryView.of(
            delivery,
            types.getOrDefault(delivery.messageId, ""),
            attempts.getOrDefault(delivery.id, List.of()));
  }
}

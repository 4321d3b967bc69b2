package dev.belfry.notify.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.AttemptView;
import dev.belfry.notify.DeliveryFilter;
import dev.belfry.notify.DeliveryId;
import dev.belfry.notify.DeliveryView;
import dev.belfry.notify.Express;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.Notice;
import dev.belfry.platform.page.Stretch;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;

/** What was sent to a channel, and sending by hand. */
@ApplicationScoped
public class ChannelDeliveries {
  private static final int CONFLICT = 409;

  private final Access access;
  private final Kinds kinds;
  private final Ledger ledger;
  private final Express express;
  private final Event<ChannelChanged> events;
  private final InstantSource clock;

  ChannelDeliveries(
      Access access,
      Kinds kinds,
      Ledger ledger,
      Express express,
      Event<ChannelChanged> events,
      InstantSource clock) {
    this.access = access;
    this.kinds = kinds;
    this.ledger = ledger;
    this.express = express;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  public Stretch<DeliveryView> list(ChannelId id, DeliveryFilter filter) {
    return ledger.list(access.account(), find(id, Scope.CHANNEL_READ).id, filter);
  }

  /**
   * Sends it again, now, with the same message id. @throws Problem 409 when the channel is disabled
   */
  @Transactional
  public DeliveryView replay(ChannelId id, DeliveryId delivery) {
    StoredChannel channel = find(id, Scope.CHANNEL_UPDATE);
    DeliveryView replayed = ledger.replay(access.account(), channel.id, channel.enabled, delivery);
    events.fire(ChannelChanged.of(channel, access.actor(), clock.instant(), "channel.replayed"));
    return replayed;
  }

  /**
   * Sends a test message to this channel, enabled or not, and tells what came of it.
   *
   * @throws Problem 409 {@code address_unconfirmed} when its receiver has not agreed yet, {@code
   *     address_unasked} when he was not even asked
   */
  public AttemptView test(ChannelId id) {
    return express.send(() -> postTest(id));
  }

  private Express.Ticket postTest(ChannelId id) {
    StoredChannel channel = find(id, Scope.CHANNEL_TEST);
    String waitsFor = kinds.waitsFor(channel);
    if (waitsFor != null) {
      throw Problem.of(
          new ProblemType(waitsFor, CONFLICT, "Nothing may be sent there yet"),
          "Its receiver has not said yet that he wants news;"
              + " POST /v1/channels/{id}/confirmation asks him once more by mail.");
    }
    Instant now = clock.instant();
    var data = JsonNodeFactory.instance.objectNode();
    data.putObject("channel").put("id", id.text()).put("name", channel.name);
    Express.Ticket ticket =
        express.post(
            new Notice(ChannelDesk.TEST, now, access.account(), Place.in(null), data),
            channel.kind,
            channel.id);
    events.fire(ChannelChanged.of(channel, access.actor(), now, "channel.tested"));
    return ticket;
  }

  private StoredChannel find(ChannelId id, Scope scope) {
    StoredChannel channel =
        StoredChannel.named(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    ChannelReach.require(access, channel, scope);
    return channel;
  }
}

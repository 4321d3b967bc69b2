package dev.belfry.notify;

import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Brings one delivery: reads it in one transaction, sends it in none, records the attempt in
 * another.
 */
@ApplicationScoped
class Courier {
  private static final Logger LOG = Logger.getLogger(Courier.class);
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Map<String, Channel> channels;
  private final Accounts accounts;
  private final Event<Posted> posted;
  private final InstantSource clock;

  Courier(
      @All List<Channel> channels, Accounts accounts, Event<Posted> posted, InstantSource clock) {
    this.channels = channels.stream().collect(Collectors.toMap(Channel::kind, Function.identity()));
    this.accounts = accounts;
    this.posted = posted;
    this.clock = clock;
  }

  /** Makes one attempt; empty when the delivery is held, or no longer ours. */
  Optional<AttemptView> carry(Claimed claimed) {
    Dispatch dispatch = prepare(claimed);
    if (!(dispatch instanceof Dispatch.Ready ready)) {
      return Optional.empty();
    }
    Instant at = clock.instant();
    Outcome outcome = send(claimed, ready.sending(), at);
    return accounts.in(claimed.account(), () -> record(claimed, at, outcome));
  }

  /** Puts it back for a moment; the endpoint has enough to do. */
  void putBack(Claimed claimed) {
    accounts.in(
        claimed.account(),
        () -> {
          Delivery.stillHeld(claimed)
              .ifPresent(delivery -> delivery.again(clock.instant().plus(LATER)));
          return claimed;
        });
  }

  private Dispatch prepare(Claimed claimed) {
    try {
      return accounts.in(claimed.account(), () -> look(claimed));
    } catch (RuntimeException e) {
      LOG.errorf(e, "delivery %s could not be prepared", new DeliveryId(claimed.id()).text());
      return new Dispatch.Ready(at -> broken());
    }
  }

  private Dispatch look(Claimed claimed) {
    if (claimed.about() != null) {
      Delivery.queue(claimed.about());
    }
    Optional<Delivery> found = Delivery.stillHeld(claimed);
    if (found.isEmpty()) {
      return new Dispatch.Held("taken_over");
    }
    Delivery delivery = found.get();
    Channel channel = channels.get(delivery.channel);
    Dispatch dispatch =
        channel == null
            ? new Dispatch.Held("unknown_channel")
            : channel.prepare(
                claimed.account(),
                delivery.endpointId,
                Message.letter(claimed.account(), delivery.messageId));
    if (dispatch instanceof Dispatch.Held held) {
      delivery.held(held.reason(), clock.instant());
      letNextGo(delivery);
    }
    return dispatch;
  }

  private static Outcome send(Claimed claimed, Dispatch.Sending sending, Instant at) {
    try {
      return sending.send(at);
    } catch (RuntimeException e) {
      LOG.errorf(e, "delivery %s could not be sent", new DeliveryId(claimed.id()).text());
      return broken();
    }
  }

  private static Outcome broken() {
    return Outcome.failed("could not be sent, for a reason that is in Belfry's log", null);
  }

  private Optional<AttemptView> record(Claimed claimed, Instant at, Outcome outcome) {
    if (claimed.about() != null) {
      Delivery.queue(claimed.about());
    }
    Optional<Delivery> found = Delivery.stillHeld(claimed);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Delivery delivery = found.get();
    Attempt attempt = Attempt.of(delivery, at, outcome);
    attempt.persist();
    delivery.attempted(at, outcome, Backoff.STANDARD, ThreadLocalRandom.current().nextDouble());
    if (outcome.verdict() == Outcome.Verdict.GONE) {
      gone(delivery, at);
    }
    letNextGo(delivery);
    return Optional.of(AttemptView.of(attempt));
  }

  private void gone(Delivery delivery, Instant at) {
    AccountId account = new AccountId(delivery.accountId);
    Channel channel = channels.get(delivery.channel);
    if (channel != null) {
      channel.gone(account, delivery.endpointId, at);
    }
  }

  private void letNextGo(Delivery delivery) {
    Delivery.flush();
    if (delivery.about != null
        && delivery.status != DeliveryStatus.PENDING
        && Delivery.letNextGo(delivery, clock.instant())) {
      posted.fire(new Posted());
    }
  }
}

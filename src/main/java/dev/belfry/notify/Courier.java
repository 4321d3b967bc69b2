package dev.belfry.notify;

import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings one delivery: reads it in one transaction, sends it in none, records the attempt in
 * another.
 */
@ApplicationScoped
class Courier {
  private static final Logger LOG = Logger.getLogger(Courier.class);

  /** Fewer than the pool has connections, so that judges and requests find one too. */
  private static final int DESKS = 4;

  private final Map<String, Channel> channels;
  private final Accounts accounts;
  private final Event<Posted> posted;
  private final InstantSource clock;
  private final UUID holder;
  private final Semaphore desks = new Semaphore(DESKS, true);

  Courier(
      @All List<Channel> channels,
      Accounts accounts,
      Claims claims,
      Event<Posted> posted,
      InstantSource clock) {
    this.holder = claims.holder();
    this.channels = channels.stream().collect(Collectors.toMap(Channel::kind, Function.identity()));
    this.accounts = accounts;
    this.posted = posted;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param attempt null when the delivery is held, or no longer ours
   * @param next about the same thing, to the same endpoint, and ours now; null where there is none
   */
  record Carried(@Nullable AttemptView attempt, @Nullable Claimed next) {
    private static final Carried NOTHING = new Carried(null, null);
  }

  /**
   * Makes one attempt.
   *
   * @param takesNext whether the caller will carry what follows it; otherwise that can be claimed
   */
  Carried carry(Claimed claimed, boolean takesNext) {
    Dispatch dispatch = prepare(claimed);
    return switch (dispatch) {
      case null -> Carried.NOTHING;
      case Dispatch.Held held -> in(claimed, () -> hold(claimed, held.reason(), takesNext));
      case Dispatch.Ready ready -> {
        Instant at = clock.instant();
        Outcome outcome = send(claimed, ready.sending(), at);
        yield in(claimed, () -> record(claimed, at, outcome, takesNext));
      }
    };
  }

  /** The same with a new lease, if it is still ours. */
  Optional<Claimed> renewed(Claimed claimed) {
    return in(claimed, () -> Delivery.renewed(claimed, Deliveries.LEASE));
  }

  /** Few at a time: all others wait for the same connections. */
  private <T extends @Nullable Object> T in(Claimed claimed, Callable<T> work) {
    desks.acquireUninterruptibly();
    try {
      return accounts.in(claimed.account(), work);
    } finally {
      desks.release();
    }
  }

  private @Nullable Dispatch prepare(Claimed claimed) {
    try {
      return in(claimed, () -> look(claimed));
    } catch (RuntimeException e) {
      LOG.errorf(e, "delivery %s could not be prepared", new DeliveryId(claimed.id()).text());
      return new Dispatch.Ready(at -> broken());
    }
  }

  private @Nullable Dispatch look(Claimed claimed) {
    Optional<Delivery> found = Delivery.seen(claimed);
    if (found.isEmpty()) {
      return null;
    }
    Delivery delivery = found.get();
    Channel channel = channels.get(delivery.channel);
    return channel == null
        ? new Dispatch.Held("unknown_channel")
        : channel.prepare(
            claimed.account(),
            delivery.endpointId,
            Message.letter(claimed.account(), delivery.messageId));
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

  private Carried hold(Claimed claimed, String reason, boolean takesNext) {
    Delivery delivery = ours(claimed);
    if (delivery == null) {
      return Carried.NOTHING;
    }
    delivery.held(reason, clock.instant());
    return new Carried(null, next(delivery, takesNext));
  }

  private Carried record(Claimed claimed, Instant at, Outcome outcome, boolean takesNext) {
    Delivery delivery = ours(claimed);
    if (delivery == null) {
      return Carried.NOTHING;
    }
    Attempt attempt = Attempt.of(delivery, at, outcome);
    attempt.persist();
    delivery.attempted(at, outcome, Backoff.STANDARD, ThreadLocalRandom.current().nextDouble());
    if (outcome.verdict() == Outcome.Verdict.GONE) {
      gone(delivery, at);
    }
    return new Carried(AttemptView.of(attempt), next(delivery, takesNext));
  }

  /** Locked, after whatever else tells of the same thing. */
  private static @Nullable Delivery ours(Claimed claimed) {
    if (claimed.about() != null) {
      Delivery.queue(claimed.about());
    }
    return Delivery.stillHeld(claimed).orElse(null);
  }

  private void gone(Delivery delivery, Instant at) {
    AccountId account = new AccountId(delivery.accountId);
    Channel channel = channels.get(delivery.channel);
    if (channel != null) {
      channel.gone(account, delivery.endpointId, at);
    }
  }

  private @Nullable Claimed next(Delivery done, boolean taken) {
    Delivery.flush();
    if (done.about == null || done.status == DeliveryStatus.PENDING) {
      return null;
    }
    Instant now = clock.instant();
    if (taken) {
      return Delivery.takeNext(done, now, holder, Deliveries.LEASE).orElse(null);
    }
    if (Delivery.letNextGo(done, now)) {
      posted.fire(new Posted());
    }
    return null;
  }
}

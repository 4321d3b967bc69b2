package dev.belfry.notify;

import dev.belfry.notify.gate.Gate;
import dev.belfry.notify.gate.Parcel;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final int NAMED = 3;
  private static final String UNKNOWN_CHANNEL = "unknown_channel";
  private static final Pace AT_ONCE = new Pace(0, Duration.ZERO, Duration.ZERO);

  private final Map<String, Channel> channels;
  private final Gate gate;
  private final Digests digests;
  private final Accounts accounts;
  private final Event<Posted> posted;
  private final InstantSource clock;
  private final UUID holder;
  private final Semaphore desks = new Semaphore(DESKS, true);

  Courier(
      @All List<Channel> channels,
      Gate gate,
      Digests digests,
      Accounts accounts,
      Claims claims,
      Event<Posted> posted,
      InstantSource clock) {
    this.holder = claims.holder();
    this.channels = channels.stream().collect(Collectors.toMap(Channel::kind, Function.identity()));
    this.gate = gate;
    this.digests = digests;
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

  /**
   * Whose seats a delivery takes: those of its account, or those that its outsiders share, by a
   * name (UUID version 3), as no account is known.
   */
  UUID payer(Claimed claimed) {
    Channel channel = channels.get(claimed.channel());
    return channel == null || !channel.isForOutsiders()
        ? claimed.account().uuid()
        : UUID.nameUUIDFromBytes(
            ("outsiders:" + claimed.account().text()).getBytes(StandardCharsets.US_ASCII));
  }

  /** SQL that leaves news for outsiders where they are, while slow ones of them stand in line. */
  String leaving(Set<UUID> crowded) {
    return crowded.stream().noneMatch(one -> one.version() == NAMED)
        ? ""
        : channels.values().stream()
            .filter(Channel::isForOutsiders)
            .map(channel -> " and channel <> '" + channel.kind() + "'")
            .collect(Collectors.joining());
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
    if (channel == null) {
      return new Dispatch.Held(UNKNOWN_CHANNEL);
    }
    Letter letter = Message.letter(claimed.account(), delivery.messageId);
    Gate.Verdict verdict = verdict(delivery, channel, letter);
    return switch (verdict) {
      case GOES -> channel.prepare(claimed.account(), delivery.endpointId, letter);
      case WAITS -> null;
      case TOO_OLD -> new Dispatch.Held(Gate.ENDPOINT_FAILING);
    };
  }

  private Gate.Verdict verdict(Delivery delivery, Channel channel, Letter letter) {
    if (delivery.once) {
      return Gate.Verdict.GOES;
    }
    Parcel parcel = parcel(delivery);
    Pace pace = channel.pace(parcel.account(), parcel.endpoint()).orElse(AT_ONCE);
    boolean digestible = delivery.tries == 0 && !letter.type().equals(NoticeType.DIGEST);
    if (pace.isDigest() && digestible && digests.keeps(parcel, channel, pace)) {
      return Gate.Verdict.WAITS;
    }
    return gate.admits(parcel, pace.isLimited() ? pace.messages() : 0, pace.window());
  }

  private static Parcel parcel(Delivery delivery) {
    return new Parcel(
        new AccountId(delivery.accountId),
        delivery.endpointId,
        delivery.channel,
        delivery.id,
        delivery.holder,
        delivery.leaseUntil,
        delivery.reason,
        delivery.giveUpAt());
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
    Instant now = clock.instant();
    Parcel parcel = parcel(delivery);
    if (reason.equals(Gate.ENDPOINT_FAILING)) {
      delivery.givenUp(now);
    } else {
      delivery.held(reason, now);
    }
    Delivery.flush();
    if (gate.released(parcel, now)) {
      posted.fire(new Posted());
    }
    return new Carried(null, next(delivery, takesNext));
  }

  private Carried record(Claimed claimed, Instant at, Outcome outcome, boolean takesNext) {
    Delivery delivery = ours(claimed);
    if (delivery == null) {
      return Carried.NOTHING;
    }
    Attempt attempt = Attempt.of(delivery, at, outcome);
    attempt.persist();
    Parcel parcel = parcel(delivery);
    delivery.attempted(at, outcome, Backoff.STANDARD, ThreadLocalRandom.current().nextDouble());
    Delivery.flush();
    if (outcome.verdict() == Outcome.Verdict.GONE) {
      gone(delivery, at);
    }
    // After the channel: whoever edits the endpoint locks in that order too.
    pass(parcel, at, outcome);
    return new Carried(AttemptView.of(attempt), next(delivery, takesNext));
  }

  /** The gate hears how it went. */
  private void pass(Parcel parcel, Instant at, Outcome outcome) {
    Outcome.Verdict verdict = outcome.verdict();
    boolean goes = false;
    if (verdict == Outcome.Verdict.DELIVERED) {
      goes = gate.delivered(parcel, at);
    } else if (verdict == Outcome.Verdict.FAILED || verdict == Outcome.Verdict.GONE) {
      gate.failed(parcel, at, outcome.retryAfter());
    } else {
      goes = gate.released(parcel, at);
    }
    if (goes) {
      posted.fire(new Posted());
    }
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

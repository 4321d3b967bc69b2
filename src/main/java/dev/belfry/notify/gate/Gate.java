package dev.belfry.notify.gate;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets deliveries pass, or lets them wait. In transactions bound to their account. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Gate {
  /** What a delivery waits for, as the ledger shows it. */
  public static final String ENDPOINT_FAILING = "endpoint_failing";

  public static final String RATE_LIMITED = "rate_limited";
  public static final String DIGEST = "digest";

  /** How long a delivery is tried, from when it first could have gone. */
  public static final Duration LIFE = Duration.ofDays(3);

  /** Successes are noted that often; each would be a write to the same row. */
  private static final Duration NOTED = Duration.ofSeconds(10);

  private static final int FEW = 100;
  private static final String ONE = " where account_id = :account and endpoint_id = :endpoint";

  private final InstantSource clock;

  Gate(InstantSource clock) {
    this.clock = clock;
  }

  /** What becomes of a delivery. */
  public enum Verdict {
    GOES,
    /** Its row says for what and until when; it is not ours any more. */
    WAITS,
    /** It is too old, and its endpoint still fails. */
    TOO_OLD
  }

  /** Whether it may go; if so, and its endpoint fails, it is the probe. */
  public Verdict admits(Parcel parcel, int messages, Duration window) {
    Instant now = clock.instant();
    UUID account = parcel.account().uuid();
    EndpointState state = EndpointState.seen(account, parcel.endpoint()).orElse(null);
    boolean open = state != null && state.circuit().isOpen();
    if (state != null && open && !state.isReady(now) && !parcel.delivery().equals(state.probe())) {
      return stays(parcel, now);
    }
    if (messages > 0 && !RATE_LIMITED.equals(parcel.reason())) {
      Slot slot =
          Slot.next(
              EndpointState.locked(account, parcel.endpoint(), parcel.channel()).pacedTo(),
              now,
              messages,
              window);
      set(parcel, "paced_to = :to").setParameter("to", slot.pacedTo()).executeUpdate();
      if (slot.at().isAfter(now)) {
        Waiting.defer(parcel, slot.at(), RATE_LIMITED);
        return Verdict.WAITS;
      }
    }
    return open ? probes(parcel, now) : Verdict.GOES;
  }

  /** Looks again, since others close it and open it. */
  private Verdict probes(Parcel parcel, Instant now) {
    EndpointState state =
        EndpointState.locked(parcel.account().uuid(), parcel.endpoint(), parcel.channel());
    if (!state.circuit().isOpen()) {
      return Verdict.GOES;
    }
    if (!state.isReady(now) && !parcel.delivery().equals(state.probe())) {
      return waits(parcel, state, now);
    }
    set(parcel, "probe_id = :id, probe_until = cast(:until as timestamptz)")
        .setParameter("id", parcel.delivery())
        .setParameter("until", parcel.leaseUntil())
        .executeUpdate();
    return Verdict.GOES;
  }

  private Verdict stays(Parcel parcel, Instant now) {
    EndpointState state =
        EndpointState.locked(parcel.account().uuid(), parcel.endpoint(), parcel.channel());
    return state.circuit().isOpen() ? waits(parcel, state, now) : Verdict.GOES;
  }

  private static Verdict waits(Parcel parcel, EndpointState state, Instant now) {
    Instant end = parcel.giveUpAt();
    if (end != null && !end.isAfter(now)) {
      return Verdict.TOO_OLD;
    }
    Waiting.park(parcel, now, LIFE);
    Instant until = state.circuit().restUntil();
    if (until != null && !state.probing()) {
      // Whoever comes when nobody is meant to be the next probe.
      Waiting.bringOneUnlessSooner(parcel.account().uuid(), parcel.endpoint(), until);
    }
    return Verdict.WAITS;
  }

  /**
   * It arrived.
   *
   * @return whether something that waited is due now
   */
  public boolean delivered(Parcel parcel, Instant at) {
    UUID account = parcel.account().uuid();
    EndpointState state = EndpointState.seen(account, parcel.endpoint()).orElse(null);
    if (state != null && state.isWell(at, NOTED)) {
      return state.backlog() && bringsMore(parcel, at);
    }
    boolean opened =
        EndpointState.locked(account, parcel.endpoint(), parcel.channel()).circuit().isOpen();
    boolean more = opened && Waiting.bringAll(account, parcel.endpoint(), at);
    set(
            parcel,
            "consecutive_failures = 0, last_success_at = :at, open_since = null, rests = 0, rest_until = null,"
                + " probe_id = null, probe_until = null"
                + (opened ? ", backlog = " + more : ""))
        .setParameter("at", at)
        .executeUpdate();
    return opened;
  }

  /** The next of many, when few of those before are left. */
  private static boolean bringsMore(Parcel parcel, Instant at) {
    UUID account = parcel.account().uuid();
    if (Waiting.due(account, parcel.endpoint(), at, FEW) == FEW) {
      return false;
    }
    boolean more = Waiting.bringAll(account, parcel.endpoint(), at);
    set(parcel, "backlog = " + more).executeUpdate();
    return true;
  }

  /** It did not arrive. */
  public void failed(Parcel parcel, Instant at, @Nullable Duration asked) {
    UUID account = parcel.account().uuid();
    EndpointState state = EndpointState.locked(account, parcel.endpoint(), parcel.channel());
    boolean probe = parcel.delivery().equals(state.probe());
    Circuit next =
        state.circuit().failed(at, probe, asked, ThreadLocalRandom.current().nextDouble());
    Query query =
        set(
            parcel,
            "consecutive_failures = :failures, last_failure_at = :at, open_since = :since, rests = :rests,"
                + " rest_until = :until"
                + (probe ? ", probe_id = null, probe_until = null" : ""));
    query
        .setParameter("failures", next.failures())
        .setParameter("at", at)
        .setParameter("since", next.openSince())
        .setParameter("rests", next.rests())
        .setParameter("until", next.restUntil())
        .executeUpdate();
    boolean opens = next.isOpen() && !state.circuit().isOpen();
    if (opens) {
      Waiting.parkAll(account, parcel.endpoint(), at, LIFE);
    }
    Instant until = next.restUntil();
    if (until != null && (opens || probe)) {
      Waiting.bringOne(account, parcel.endpoint(), until);
    }
  }

  /** It was not tried after all: another may be the probe. */
  public boolean released(Parcel parcel, Instant now) {
    int was =
        set(parcel, "probe_id = null, probe_until = null", " and probe_id = :id")
            .setParameter("id", parcel.delivery())
            .executeUpdate();
    if (was > 0) {
      Waiting.bringOne(parcel.account().uuid(), parcel.endpoint(), now);
    }
    return was > 0;
  }

  /** Until when the endpoint collects what comes; from now on where it did not. */
  public Instant collectsUntil(Parcel parcel, Duration digest) {
    Instant now = clock.instant();
    EndpointState state =
        EndpointState.locked(parcel.account().uuid(), parcel.endpoint(), parcel.channel());
    Instant until = state.digestUntil();
    if (until != null && until.isAfter(now)) {
      return until;
    }
    Instant next = now.plus(digest);
    set(parcel, "digest_until = :until").setParameter("until", next).executeUpdate();
    return next;
  }

  /** One at a time, until the transaction ends. */
  public void alone(Parcel parcel) {
    EndpointState.locked(parcel.account().uuid(), parcel.endpoint(), parcel.channel());
  }

  public void defer(Parcel parcel, Instant until, String reason) {
    Waiting.defer(parcel, until, reason);
  }

  /** It is another endpoint now, was mended, or has another pace: what waits for it goes. */
  public void anew(AccountId account, UUID endpoint) {
    Panache.getEntityManager()
        .createNativeQuery(
            "update notify_endpoint set consecutive_failures = 0, open_since = null, rests = 0, rest_until = null,"
                + " probe_id = null, probe_until = null, backlog = true, paced_to = null, digest_until = null"
                + ONE)
        .setParameter("account", account.uuid())
        .setParameter("endpoint", endpoint)
        .executeUpdate();
    Waiting.bringAll(account.uuid(), endpoint, clock.instant());
    Waiting.bringPaced(account.uuid(), endpoint, clock.instant());
  }

  /** How they fare; those that are missing were never tried. */
  public Map<UUID, Health> health(AccountId account, Collection<UUID> endpoints) {
    Instant now = clock.instant();
    return EndpointState.of(account.uuid(), endpoints).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().health(now)));
  }

  private static Query set(Parcel parcel, String values) {
    return set(parcel, values, "");
  }

  private static Query set(Parcel parcel, String values, String and) {
    return Panache.getEntityManager()
        .createNativeQuery("update notify_endpoint set " + values + ONE + and)
        .setParameter("account", parcel.account().uuid())
        .setParameter("endpoint", parcel.endpoint());
  }
}

package dev.belfry.access;

import dev.belfry.platform.http.Network;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often an address may fail to authenticate. Beyond that its failures are answered, and its
 * logins are tried, in slow lanes: a valid credential passes, guesses become slow, and nobody else
 * waits for them. Kept in memory, by each replica for itself, of so many addresses and no more.
 */
@ApplicationScoped
public class FailureBudget {
  static final ProblemType TOO_MANY_FAILURES =
      new ProblemType("too_many_failures", 429, "Too many failed authentications");
  private static final int REMEMBERED = 100_000;
  private static final int LANES = 2;
  private static final int MOST_WAITING = 64;
  private static final int MOST_OF_ONE = 8;
  private static final long PACE_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 5;

  private record Failures(double count, long at) {}

  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final InstantSource clock;
  private final int burst;
  private final long refillMillis;

  /** Of those who are refused anyhow, so that they are in nobody's way. */
  private final SlowLane refused = new SlowLane();

  /** Of those who have failed too often themselves. */
  private final SlowLane guessers = new SlowLane();

  /** Of those whose name others guess at. */
  private final SlowLane guessedAt = new SlowLane();

  FailureBudget(AccessConfig config, InstantSource clock) {
    this.clock = clock;
    this.burst = config.failures().burst();
    this.refillMillis = Math.max(1, config.failures().refill().toMillis());
  }

  /**
   * Does the work at once, or in the slow lane where one of these has spent its budget.
   *
   * @param subjects who may be guessing: the address first, then the name of a user who is guessed
   *     at
   * @throws Problem 429 when too many wait there already
   */
  public <T> T admit(Supplier<T> work, @Nullable String... subjects) {
    String address = subjects[0] == null ? "" : Network.of(subjects[0]);
    if (isSpent(subjects[0])) {
      return guessers.pass(work, address);
    }
    return Stream.of(subjects).anyMatch(this::isSpent) ? guessedAt.pass(work, address) : work.get();
  }

  /**
   * The answer to a failure, later where there were too many of them.
   *
   * @throws Problem 429 when too many wait there already
   */
  public Problem refusal(Supplier<Problem> problem, @Nullable String subject) {
    return isSpent(subject)
        ? refused.pass(problem, Network.of(Objects.requireNonNull(subject)))
        : problem.get();
  }

  /** One more failure of each of these. */
  public void failed(@Nullable String... subjects) {
    long now = clock.millis();
    synchronized (failures) {
      for (String subject : subjects) {
        if (subject != null) {
          failures.merge(
              Network.of(subject),
              new Failures(1, now),
              (old, one) -> new Failures(Math.min(2.0 * burst, left(old, now) + 1), now));
        }
      }
    }
  }

  private boolean isSpent(@Nullable String subject) {
    if (subject == null) {
      return false;
    }
    synchronized (failures) {
      Failures known = failures.get(Network.of(subject));
      return known != null && left(known, clock.millis()) >= burst;
    }
  }

  /** Failures that are not forgiven yet. */
  private double left(Failures known, long now) {
    return Math.max(0, known.count() - (double) (now - known.at()) / refillMillis);
  }

  /** Where a few at a time go on, after a while. */
  private static final class SlowLane {
    private final Semaphore lanes = new Semaphore(LANES, true);
    private final Map<String, Integer> waiting = new HashMap<>();

    <T> T pass(Supplier<T> work, String address) {
      if (!waits(address) || !hasLane(address)) {
        throw Problem.of(
                TOO_MANY_FAILURES,
                "Too many wrong credentials came from here, or for this name; try again later.")
            .with("Retry-After", "5");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        return work.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Problem.of(ProblemType.UNAVAILABLE, "Belfry is stopping.").with("Retry-After", "5");
      } finally {
        lanes.release();
        leaves(address);
      }
    }

    /** One address takes a few of the places only, so that others get through. */
    private synchronized boolean waits(String address) {
      if (waiting.values().stream().mapToInt(Integer::intValue).sum() >= MOST_WAITING
          || waiting.getOrDefault(address, 0) >= MOST_OF_ONE) {
        return false;
      }
      waiting.merge(address, 1, Integer::sum);
      return true;
    }

    private synchronized void leaves(String address) {
      waiting.computeIfPresent(address, (one, count) -> count == 1 ? null : count - 1);
    }

    private boolean hasLane(String address) {
      boolean has = false;
      try {
        has = lanes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (!has) {
        leaves(address);
      }
      return has;
    }
  }
}

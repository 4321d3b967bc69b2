package dev.belfry.check.api;

import dev.belfry.platform.wire.dial.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are still good, in memory only. One that is asked for in another way, as after an
 * edit, is another one. Those who ask at the same time share one answer.
 */
@ApplicationScoped
class Tokens {
  private static final int MOST = 10_000;

  /** Where the server does not say (RFC 6749, section 5.1, only recommends it). */
  private static final Duration UNSAID = Duration.ofMinutes(5);

  private static final Duration LONGEST = Duration.ofHours(24);

  /** Before its end it is not used any more: it has to arrive, by clocks that differ. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final int MARGIN_SHARE = 10;

  private final InstantSource clock;
  private final Map<String, CompletableFuture<Kept>> known = new LinkedHashMap<>(16, 0.75f, true);

  Tokens(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What a server gave.
   *
   * @param expiresIn seconds; null where it did not say
   */
  record Granted(String token, @Nullable Long expiresIn) {
    @Override
    public String toString() {
      return "Granted";
    }
  }

  private record Kept(String token, Instant until) {
    @Override
    public String toString() {
      return "Kept";
    }
  }

  /** Asks the server. */
  @FunctionalInterface
  interface Fetch {
    Granted fetch() throws NoToken;
  }

  /**
   * A token to use.
   *
   * @param used whether it was there before, and may have been revoked since
   */
  record Token(String value, boolean used) {
    @Override
    public String toString() {
      return "Token";
    }
  }

  /** What stands for a way of asking: nothing of it can be read in the name. */
  static String name(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  /** The one that is known, or the one that this or somebody else's question brings. */
  @SuppressWarnings("ReferenceEquality") // whose question it is
  Token token(String name, Deadline deadline, Fetch fetch) throws NoToken {
    while (true) {
      CompletableFuture<Kept> mine = new CompletableFuture<>();
      CompletableFuture<Kept> there = find(name, mine);
      if (there == mine) {
        return new Token(fetch(name, mine, fetch).token(), false);
      }
      boolean used = there.isDone();
      try {
        long left = Math.max(1, deadline.remaining().toMillis());
        return new Token(there.get(left, TimeUnit.MILLISECONDS).token(), used);
      } catch (TimeoutException e) {
        throw NoToken.late();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw NoToken.late();
      } catch (ExecutionException e) {
        // Whoever asked had perhaps less time than we have.
        boolean ours = e.getCause() instanceof NoToken failure && !failure.isLate();
        if (ours || deadline.remaining().isZero()) {
          throw e.getCause() instanceof NoToken failure ? failure : NoToken.late();
        }
      }
    }
  }

  private synchronized CompletableFuture<Kept> find(String name, CompletableFuture<Kept> mine) {
    CompletableFuture<Kept> there = known.get(name);
    if (there != null && (!there.isDone() || isGood(there))) {
      return there;
    }
    known.put(name, mine);
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
    return mine;
  }

  private boolean isGood(CompletableFuture<Kept> there) {
    return !there.isCompletedExceptionally() && clock.instant().isBefore(there.resultNow().until());
  }

  private Kept fetch(String name, CompletableFuture<Kept> mine, Fetch fetch) throws NoToken {
    Instant asked = clock.instant();
    try {
      Granted granted = fetch.fetch();
      Kept kept = new Kept(granted.token(), asked.plus(life(granted.expiresIn())));
      mine.complete(kept);
      return kept;
    } catch (NoToken | RuntimeException | Error e) {
      drop(name, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** How long it is used. */
  static Duration life(@Nullable Long expiresIn) {
    Duration said =
        expiresIn == null
            ? UNSAID
            : Duration.ofSeconds(Math.clamp(expiresIn, 0, LONGEST.toSeconds()));
    Duration share = said.dividedBy(MARGIN_SHARE);
    return said.minus(share.compareTo(MARGIN) < 0 ? share : MARGIN);
  }

  /** The server of the API does not take it any more; another that came meanwhile stays. */
  synchronized void forget(String name, String token) {
    CompletableFuture<Kept> there = known.get(name);
    if (there != null
        && there.isDone()
        && !there.isCompletedExceptionally()
        && there.resultNow().token().equals(token)) {
      known.remove(name);
    }
  }

  private synchronized void drop(String name, CompletableFuture<Kept> mine) {
    known.remove(name, mine);
  }
}

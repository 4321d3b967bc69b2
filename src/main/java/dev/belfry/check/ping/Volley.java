package dev.belfry.check.ping;

import dev.belfry.check.Look;
import dev.belfry.platform.wire.dial.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests of one look, one after the other; no thread waits for them. */
final class Volley {
  private static final Duration APART = Duration.ofMillis(200);

  /** What is left over when the last request is sent: as long as most answers take. */
  private static final Duration LAST_ANSWER = Duration.ofMillis(500);

  /**
   * What all of them share.
   *
   * @param wheel sends what is not sent at once
   * @param threads where the answers are put together: not where packets are read
   */
  record Gear(Pinger pinger, ScheduledExecutorService wheel, ExecutorService threads) {}

  private final Gear gear;
  private final PingTarget target;
  private final InetAddress address;
  private final Deadline deadline;
  private final Duration apart;
  private final List<Pinger.Echo> echoes = new ArrayList<>();
  private final CompletableFuture<List<@Nullable Integer>> micros = new CompletableFuture<>();

  Volley(Gear gear, PingTarget target, InetAddress address, Deadline deadline) {
    this.gear = gear;
    this.target = target;
    this.address = address;
    this.deadline = deadline;
    this.apart = apart(target, deadline);
  }

  /** Closer together where the time of the look is short. */
  private static Duration apart(PingTarget target, Deadline deadline) {
    Duration room = deadline.remaining().minus(LAST_ANSWER).dividedBy(target.packets());
    return room.isNegative() ? Duration.ofMillis(1) : room.compareTo(APART) < 0 ? room : APART;
  }

  /**
   * Begins.
   *
   * @param begun when the look began, by {@link System#nanoTime}
   * @param dnsMs what was spent on the name
   */
  CompletionStage<Look> look(long begun, int dnsMs) {
    send();
    return micros
        .thenApplyAsync(
            all -> new Echoes(all).look(target, dnsMs, millisSince(begun)), gear.threads())
        .exceptionally(
            problem ->
                Look.unknown(
                    "ping_not_possible",
                    problem.getCause() instanceof IOException e
                        ? "" + e.getMessage()
                        : "the look was given up"));
  }

  private void send() {
    try {
      echoes.add(gear.pinger().send(address));
      if (echoes.size() < target.packets()) {
        later();
      } else {
        await();
      }
    } catch (IOException | RuntimeException e) {
      forget();
      micros.completeExceptionally(e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it tells by what it sends
  private void later() {
    gear.wheel().schedule(this::send, apart.toNanos(), TimeUnit.NANOSECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // told by micros
  private void await() {
    CompletableFuture.allOf(
            echoes.stream().map(Pinger.Echo::answer).toArray(CompletableFuture[]::new))
        .completeOnTimeout(
            null, Math.max(1, deadline.remaining().toMillis()), TimeUnit.MILLISECONDS)
        .whenComplete((all, failure) -> end());
  }

  private void end() {
    forget();
    List<@Nullable Integer> found = new ArrayList<>();
    echoes.forEach(echo -> found.add(micros(echo)));
    micros.complete(found);
  }

  private static @Nullable Integer micros(Pinger.Echo echo) {
    Long answered = echo.answer().getNow(null);
    return answered == null
        ? null
        : Math.toIntExact(TimeUnit.NANOSECONDS.toMicros(answered - echo.sent()));
  }

  private void forget() {
    echoes.forEach(gear.pinger()::forget);
  }

  private static int millisSince(long begun) {
    return Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}

package dev.belfry.check.ping;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.HostRules;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.WireException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PingChecker implements Checker<PingTarget> {
  private static final Duration APART = Duration.ofMillis(200);

  /** What is left over when the last request is sent: as long as most answers take. */
  private static final Duration LAST_ANSWER = Duration.ofMillis(500);

  private final Dialer dialer;
  private final Errands errands;
  private final HostRules hosts;
  private final Pinger pinger;

  PingChecker(Dialer dialer, Errands errands, HostRules hosts, Pinger pinger) {
    this.dialer = dialer;
    this.errands = errands;
    this.hosts = hosts;
    this.pinger = pinger;
  }

  @Override
  public String kind() {
    return "ping";
  }

  @Override
  public Class<PingTarget> targetType() {
    return PingTarget.class;
  }

  @Override
  public List<TargetViolation> examine(PingTarget target) {
    List<TargetViolation> found = new ArrayList<>(hosts.examine("/host", target.host(), 0));
    Integer warn = target.warnLossPercent();
    if (warn != null && warn > target.maxLossPercent()) {
      found.add(
          new TargetViolation(
              "/warn_loss_percent",
              "too_large",
              "must be at most max_loss_percent, which is " + target.maxLossPercent()));
    }
    return found;
  }

  /** Only IPv4: many machines have no other, and need none. */
  @Override
  public Optional<String> selfTest() {
    try {
      pinger.open();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("" + e.getMessage());
    }
  }

  @Override
  public CompletionStage<Look> look(PingTarget target, Duration timeout) {
    return errands.run(target.host(), timeout, deadline -> look(target, deadline));
  }

  private Look look(PingTarget target, Deadline deadline) throws WireException {
    long begun = System.nanoTime();
    InetAddress address = dialer.resolve(target.host(), 0, Purpose.MONITOR, deadline).getFirst();
    int dns = millisSince(begun);
    List<Pinger.Echo> echoes = new ArrayList<>();
    try {
      Duration apart = apart(target, deadline);
      for (int i = 0; i < target.packets(); i++) {
        if (i > 0) {
          Thread.sleep(apart);
        }
        echoes.add(pinger.send(address));
      }
      List<@Nullable Integer> micros = new ArrayList<>();
      for (Pinger.Echo echo : echoes) {
        micros.add(micros(echo, deadline));
      }
      return new Echoes(micros).look(target, dns, millisSince(begun));
    } catch (IOException e) {
      return Look.unknown("ping_not_possible", "" + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Look.unknown("interrupted", "the look was given up");
    } finally {
      echoes.forEach(pinger::forget);
    }
  }

  /** Closer together where the time of the look is short. */
  private static Duration apart(PingTarget target, Deadline deadline) {
    Duration room = deadline.remaining().minus(LAST_ANSWER).dividedBy(target.packets());
    return room.isNegative() ? Duration.ofMillis(1) : room.compareTo(APART) < 0 ? room : APART;
  }

  private static @Nullable Integer micros(Pinger.Echo echo, Deadline deadline)
      throws InterruptedException {
    try {
      long answered =
          echo.answer().get(Math.max(1, deadline.remaining().toMillis()), TimeUnit.MILLISECONDS);
      return Math.toIntExact(TimeUnit.NANOSECONDS.toMicros(answered - echo.sent()));
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  private static int millisSince(long begun) {
    return Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}

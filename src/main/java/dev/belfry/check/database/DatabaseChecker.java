package dev.belfry.check.database;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.HostRules;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.Line;
import dev.belfry.platform.wire.dial.WireException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

@ApplicationScoped
class DatabaseChecker implements Checker<DatabaseTarget> {
  private static final Map<String, Greeting> GREETINGS =
      Map.of(
          "postgresql", new PostgresGreeting(),
          "mysql", new MysqlGreeting(),
          "redis", new RedisGreeting());
  private static final Map<String, String> NAMES =
      Map.of("postgresql", "PostgreSQL", "mysql", "MySQL", "redis", "Redis");

  private final Dialer dialer;
  private final Errands errands;
  private final HostRules hosts;

  DatabaseChecker(Dialer dialer, Errands errands, HostRules hosts) {
    this.dialer = dialer;
    this.errands = errands;
    this.hosts = hosts;
  }

  @Override
  public String kind() {
    return "database";
  }

  @Override
  public Class<DatabaseTarget> targetType() {
    return DatabaseTarget.class;
  }

  @Override
  public List<TargetViolation> examine(DatabaseTarget target) {
    List<TargetViolation> found =
        new ArrayList<>(hosts.examine("/host", target.host(), target.door()));
    boolean redis = "redis".equals(target.engine());
    if (target.password() != null && !redis) {
      found.add(
          new TargetViolation(
              "/password", "not_allowed", "is only for redis; others get no login"));
    }
    if (target.user() != null && redis && target.password() == null) {
      found.add(new TargetViolation("/user", "not_allowed", "needs a password with redis"));
    }
    return found;
  }

  @Override
  public CompletionStage<Look> look(DatabaseTarget target, Duration timeout) {
    return errands.run(target.address(), timeout, deadline -> look(target, deadline));
  }

  private Look look(DatabaseTarget target, Deadline deadline) throws WireException, IOException {
    long begun = System.nanoTime();
    Greeting greeting = Objects.requireNonNull(GREETINGS.get(target.engine()));
    try (Line line = dialer.dial(target.host(), target.door(), Purpose.MONITOR, deadline)) {
      String name = Objects.requireNonNull(NAMES.get(target.engine()));
      Greeting.Said said = greeting.greet(new Talk(name, line, deadline), target);
      Phases phases =
          new Phases(
              line.dnsMs(),
              line.connectMs(),
              null,
              null,
              Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis()));
      return Look.of(said.verdict(), said.code(), said.message(), phases);
    }
  }
}

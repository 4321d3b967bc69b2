package dev.belfry.check.domain;

import dev.belfry.check.Checker;
import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.IDN;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

@ApplicationScoped
class DomainChecker implements Checker<DomainTarget> {
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

  private final Rdap rdap;
  private final Whois whois;
  private final Errands errands;
  private final InstantSource clock;

  DomainChecker(Rdap rdap, Whois whois, Errands errands, InstantSource clock) {
    this.rdap = rdap;
    this.whois = whois;
    this.errands = errands;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "domain";
  }

  @Override
  public Class<DomainTarget> targetType() {
    return DomainTarget.class;
  }

  @Override
  public List<TargetViolation> examine(DomainTarget target) {
    List<TargetViolation> found = new ArrayList<>();
    if (target.domain() != null && ascii(target.domain()).isEmpty()) {
      found.add(
          new TargetViolation(
              "/domain", "invalid_domain", "must be a registered name such as example.org"));
    }
    if (target.warnDays() < target.criticalDays()) {
      found.add(
          new TargetViolation(
              "/warn_days",
              "too_small",
              "must be at least critical_days, which is " + target.criticalDays()));
    }
    return found;
  }

  /** As registries know it. */
  static Optional<String> ascii(String domain) {
    try {
      String plain = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
      String name = IDN.toASCII(plain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public CompletionStage<Look> look(DomainTarget target, Duration timeout) {
    return errands.run(target.domain(), timeout, deadline -> look(target, deadline));
  }

  private Look look(DomainTarget target, Deadline deadline) {
    long begun = System.nanoTime();
    Look look;
    try {
      Registration registration = registration(ascii(target.domain()).orElse(""), deadline);
      DomainJudgement.Finding finding = DomainJudgement.of(target, registration, clock.instant());
      look =
          Look.of(finding.verdict(), finding.code(), finding.message(), Phases.total(since(begun)))
              .until(registration.ends());
    } catch (WireException e) {
      look = silent(e, begun);
    } catch (IOException e) {
      look = silent(WireException.of(e, "the registry"), begun);
    }
    return look;
  }

  private Registration registration(String domain, Deadline deadline)
      throws WireException, IOException {
    Optional<Registration> said = rdap.ask(domain, deadline);
    if (said.isPresent() && (!said.get().exists() || said.get().ends() != null)) {
      return said.get();
    }
    Optional<Registration> told = whois.ask(domain, deadline);
    return told.or(() -> said).orElse(new Registration(true, null, java.util.Set.of()));
  }

  private static Look silent(WireException failure, long begun) {
    return Look.of(
        Verdict.UNKNOWN,
        "registry_unreachable",
        "the registry could not be asked: " + failure.getMessage(),
        Phases.total(since(begun)));
  }

  private static int since(long begun) {
    return Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}

package dev.belfry.check.domain;

import dev.belfry.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What a registration means for a target; pure. */
final class DomainJudgement {
  /** States in which a domain does not resolve, or is about to be lost. */
  private static final Map<String, String> BAD =
      Map.of(
          "clienthold", "the registrar has put it on hold",
          "serverhold", "the registry has put it on hold",
          "redemptionperiod", "it was deleted, and can only be redeemed",
          "pendingdelete", "it is about to be deleted",
          "inactive", "it has no name servers");

  /**
   * What is to be said.
   *
   * @param code a stable lower-case word
   */
  record Finding(Verdict verdict, String code, String message) {}

  private DomainJudgement() {}

  static Finding of(DomainTarget target, Registration registration, Instant now) {
    if (!registration.exists()) {
      return new Finding(Verdict.DOWN, "not_registered", "the domain is not registered");
    }
    List<String> bad = registration.statuses().stream().filter(BAD::containsKey).sorted().toList();
    if (!bad.isEmpty()) {
      return new Finding(
          Verdict.DOWN, "bad_status", bad.getFirst() + ": " + BAD.get(bad.getFirst()));
    }
    Instant ends = registration.ends();
    if (ends == null) {
      return new Finding(
          Verdict.UNKNOWN,
          "no_expiry",
          "the domain is registered; its registry does not say until when");
    }
    return end(target, ends, now);
  }

  private static Finding end(DomainTarget target, Instant ends, Instant now) {
    LocalDate date = LocalDate.ofInstant(ends, ZoneOffset.UTC);
    long days = Duration.between(now, ends).toDays();
    if (!ends.isAfter(now)) {
      return new Finding(Verdict.DOWN, "expired", "the domain has expired on " + date);
    }
    String message = "the domain expires in " + days + " days, on " + date;
    if (days < target.criticalDays()) {
      return new Finding(Verdict.DOWN, "expires_soon", message);
    }
    return days < target.warnDays()
        ? new Finding(Verdict.DEGRADED, "expires_soon", message)
        : new Finding(Verdict.UP, "ok", "registered for " + days + " more days, until " + date);
  }
}

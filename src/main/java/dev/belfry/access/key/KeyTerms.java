package dev.belfry.access.key;

import dev.belfry.access.grant.Rights;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.wire.Cidr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key gives, as one value: terms are compared before they are handed out.
 *
 * @param networks from which it may be used; null is everywhere
 */
record KeyTerms(
    Rights rights,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    @Nullable List<String> networks,
    List<KeyLimit> limits) {

  /** The same with another end. */
  KeyTerms until(@Nullable Instant end) {
    return new KeyTerms(rights, notBefore, end, networks, limits);
  }

  /** In what else than rights these go beyond the others. */
  List<Violation> beyond(KeyTerms own) {
    List<Violation> errors = new ArrayList<>();
    if (own.expiresAt != null && (expiresAt == null || expiresAt.isAfter(own.expiresAt))) {
      errors.add(
          Violation.at(
              "/expires_at",
              "too_late",
              "must not be after the end of your own key, " + own.expiresAt));
    }
    if (own.networks != null && !within(networks, own.networks)) {
      errors.add(
          Violation.at("/allowed_networks", "not_held", "must lie in those of your own key"));
    }
    if (!own.limits.stream().allMatch(mine -> limits.stream().anyMatch(mine::covers))) {
      errors.add(
          Violation.at(
              "/limits", "not_held", "must have every window of your own key, with no more calls"));
    }
    return errors;
  }

  /** Whether somebody who relied on these could now be refused. */
  boolean narrowedBy(KeyTerms later) {
    return !later.rights.contains(rights)
        || !beyond(later).isEmpty()
        || (later.notBefore != null && (notBefore == null || later.notBefore.isAfter(notBefore)));
  }

  private static boolean within(@Nullable List<String> networks, List<String> others) {
    List<Cidr> blocks = others.stream().map(Cidr::canonical).toList();
    return networks != null
        && networks.stream()
            .map(Cidr::canonical)
            .allMatch(one -> blocks.stream().anyMatch(block -> block.contains(one)));
  }

  /**
   * Networks as they are kept.
   *
   * @throws Problem 422 naming every text that is none
   */
  static @Nullable List<String> canonical(@Nullable List<String> networks) {
    if (networks == null) {
      return null;
    }
    List<Violation> errors = new ArrayList<>();
    List<String> canonical = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      try {
        canonical.add(Cidr.canonical(networks.get(i)).toString());
      } catch (IllegalArgumentException e) {
        errors.add(
            Violation.at("/allowed_networks/" + i, "wrong_form", String.valueOf(e.getMessage())));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return canonical.stream().distinct().toList();
  }
}

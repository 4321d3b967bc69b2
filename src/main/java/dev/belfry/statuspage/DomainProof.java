package dev.belfry.statuspage;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.seal.Pepper;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What proves a domain, and how long we look for it: whoever may write into its zone puts a value
 * there that is of this page, this domain and this installation alone.
 *
 * @param page whose it is to be
 * @param domain such as {@code status.example.org}
 * @param value in the TXT record
 */
record DomainProof(AccountId account, UUID page, String domain, String value) {
  static final String LABEL = "_belfry-challenge.";

  /** Of the value, in bytes: not to be guessed. */
  private static final int VALUE = 20;

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int STEPS = 6;
  private static final Duration PATIENCE = Duration.ofDays(7);

  static DomainProof of(PageDomain claim, Pepper pepper) {
    byte[] hash =
        pepper.hash("statuspage-domain:" + claim.accountId + ":" + claim.pageId + ":" + claim.name);
    return new DomainProof(
        new AccountId(claim.accountId),
        claim.pageId,
        claim.name,
        HexFormat.of().formatHex(hash, 0, VALUE));
  }

  /** Where it has to stand. */
  String name() {
    return LABEL + domain;
  }

  /**
   * What is wrong with the texts that stand there, without them; empty where one is the proof. Of
   * several one is enough: more than one page may be waiting.
   */
  Optional<String> fault(List<String> texts) {
    if (texts.stream().anyMatch(text -> text.strip().equals(value))) {
      return Optional.empty();
    }
    return Optional.of(
        texts.isEmpty()
            ? "There is no TXT record."
            : "None of the TXT records (" + texts.size() + ") holds the value.");
  }

  /** When to look again; empty when it has taken too long. */
  static Optional<Instant> next(int tries, Instant claimed, Instant now) {
    Duration pause = tries > STEPS ? LONGEST : FIRST.multipliedBy(1L << tries);
    Instant next = now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    return next.isAfter(claimed.plus(PATIENCE)) ? Optional.empty() : Optional.of(next);
  }
}

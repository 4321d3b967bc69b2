package dev.belfry.statuspage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.seal.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who claims which domain and whose it is; in transactions bound to the account. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class DomainClaims {
  static final String CLAIMED = "statuspage.domain_claimed";
  private static final String PROVEN = "statuspage.domain_proven";
  private static final String LOST = "statuspage.domain_lost";
  private static final String DOMAIN = "domain";

  private final StatusPageConfig config;
  private final Pepper pepper;
  private final Event<StatusPageChanged> events;
  private final InstantSource clock;

  DomainClaims(
      StatusPageConfig config,
      Pepper pepper,
      Event<StatusPageChanged> events,
      InstantSource clock) {
    this.config = config;
    this.pepper = pepper;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes the domain that the page names its claim, and gives up the one that it had.
   *
   * @throws Problem 409 where no proof is asked for and another page has it
   */
  void follow(StatusPage page, Actor actor, Instant now) {
    PageDomain known = PageDomain.of(new AccountId(page.accountId), page.id).orElse(null);
    String wanted = page.domain;
    if (wanted == null) {
      if (known != null) {
        page.takeAddress(DOMAIN, null);
        known.delete();
      }
      return;
    }
    if (known != null && known.name.equals(wanted)) {
      return;
    }
    page.takeAddress(DOMAIN, null);
    PageDomain claim = known == null ? new PageDomain() : known;
    claim.pageId = page.id;
    claim.accountId = page.accountId;
    claim.claim(wanted, now);
    if (!config.domainProof()) {
      if (!page.takeAddress(DOMAIN, wanted)) {
        throw Problem.of(
            ProblemType.TAKEN,
            "Another status page has this domain.",
            List.of(Violation.at("/domain", "taken", "is taken")));
      }
      claim.prove(now);
    }
    claim.persist();
    tell(page, actor, now, CLAIMED);
  }

  /** What proves the claim of a page; empty where there is none, or it is proven. */
  Optional<DomainProof> wanted(StatusPage page) {
    return PageDomain.of(new AccountId(page.accountId), page.id)
        .filter(claim -> claim.provenAt == null)
        .map(claim -> DomainProof.of(claim, pepper));
  }

  /**
   * Keeps what the DNS said, unless the claim has changed meanwhile.
   *
   * @param fault why it is no proof; null where it is one
   * @param actor who asked for it; Belfry itself looks again later
   */
  void found(StatusPage page, DomainProof asked, @Nullable String fault, Actor actor) {
    PageDomain claim = PageDomain.of(asked.account(), page.id).orElse(null);
    if (claim == null || claim.provenAt != null || !claim.name.equals(asked.domain())) {
      return;
    }
    Instant now = clock.instant();
    claim.checkedAt = now;
    if (fault != null) {
      claim.error = fault;
    } else if (page.takeAddress(DOMAIN, claim.name)) {
      claim.prove(now);
      tell(page, actor, now, PROVEN);
      return;
    } else {
      claim.error = "Another status page has this domain, and has shown that it may.";
    }
    if (actor.kind() == Actor.Kind.SYSTEM) {
      claim.again(DomainProof.next(claim.tries++, claim.claimedAt, now).orElse(null));
    }
  }

  /**
   * A page that has a domain which somebody else proves.
   *
   * @param domain such as {@code status.example.org}
   */
  record Holder(AccountId account, UUID page, String domain) {}

  /**
   * Takes the domain from a page whose own proof is not among the texts of its TXT records any
   * more.
   *
   * @return whether it was taken
   */
  boolean released(Holder holder, List<String> texts) {
    StatusPage page = StatusPage.locked(holder.account(), holder.page()).orElse(null);
    PageDomain claim = PageDomain.of(holder.account(), holder.page()).orElse(null);
    if (page == null
        || claim == null
        || !claim.name.equals(holder.domain())
        || DomainProof.of(claim, pepper).fault(texts).isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    page.takeAddress(DOMAIN, null);
    claim.claim(claim.name, now);
    claim.checkedAt = now;
    claim.error =
        "Somebody else has shown that he may have this domain, and your TXT record is gone.";
    tell(page, Actor.SYSTEM, now, LOST);
    return true;
  }

  DomainProofView view(PageDomain claim) {
    DomainProof proof = DomainProof.of(claim, pepper);
    return new DomainProofView(
        claim.provenAt == null ? DomainProofView.Status.PENDING : DomainProofView.Status.PROVEN,
        proof.name(),
        proof.value(),
        claim.checkedAt,
        claim.error);
  }

  private void tell(StatusPage page, Actor actor, Instant now, String action) {
    events.fire(
        new StatusPageChanged(
            new AccountId(page.accountId),
            actor,
            Subject.of("status_page", new StatusPageId(page.id), page.name),
            now,
            action,
            List.of(
                new Change(DOMAIN, null, JsonNodeFactory.instance.textNode(page.domain), false))));
  }
}

package dev.belfry.statuspage;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.claim.Waker;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.start.StartRefusedException;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import dev.belfry.platform.wire.dns.TextRecords;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks in the DNS whether pages may have their domains: when one is claimed, when somebody asks
 * for it, and now and then while it is not proven.
 */
@Startup
@ApplicationScoped
class DomainProofs {
  private static final Logger LOG = Logger.getLogger(DomainProofs.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Between two looks that people ask for, at one page. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final int AT_ONCE = 20;
  private static final int DNS = 53;

  /** All that are claimed at once are done within it, however slow their name servers are. */
  private static final Claims.Work WORK =
      new Claims.Work("statuspage_domain", AT_ONCE, Duration.ofSeconds(60));

  private final Access access;
  private final PageReach reach;
  private final PageViews views;
  private final DomainClaims claims;
  private final DueWork work;
  private final Accounts accounts;
  private final StatusPageConfig config;
  private final InstantSource clock;
  private final @Nullable InetSocketAddress resolver;
  private final Waker waker;

  DomainProofs(
      Access access,
      PageReach reach,
      PageViews views,
      DomainClaims claims,
      DueWork work,
      Accounts accounts,
      StatusPageConfig config,
      InstantSource clock,
      Scheduler scheduler) {
    this.access = access;
    this.reach = reach;
    this.views = views;
    this.claims = claims;
    this.work = work;
    this.accounts = accounts;
    this.config = config;
    this.clock = clock;
    this.resolver = config.domainResolver().map(DomainProofs::read).orElse(null);
    this.waker = new Waker(scheduler, task -> Thread.ofVirtual().start(task), this::look);
  }

  private static InetSocketAddress read(String text) {
    try {
      URI url = new URI("dns://" + text);
      String host = url.getHost() == null ? "" : url.getHost();
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return new InetSocketAddress(
          InetAddress.ofLiteral(bare), url.getPort() < 0 ? DNS : url.getPort());
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      throw new StartRefusedException(
          "BELFRY_STATUSPAGE_DOMAIN_RESOLVER is no address such as 192.0.2.53 or [2001:db8::53]:53",
          e);
    }
  }

  /**
   * Looks now, and says how it stands; what was looked at within the last seconds is said as it was
   * found then.
   *
   * @throws Problem 404 where the caller may not know of the page, 403 where he may not change it,
   *     409 where it claims no domain
   */
  StatusPageService.Versioned verify(StatusPageId id) {
    DomainProof proof = QuarkusTransaction.requiringNew().call(() -> begin(id)).orElse(null);
    String fault = proof == null ? null : fault(proof);
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              StatusPage page = locked(id);
              if (proof != null) {
                claims.found(page, proof, fault, access.actor());
              }
              return new StatusPageService.Versioned(
                  views.of(access.account(), page), page.version);
            });
  }

  private Optional<DomainProof> begin(StatusPageId id) {
    StatusPage page = locked(id);
    PageDomain claim =
        PageDomain.of(access.account(), page.id)
            .orElseThrow(
                () ->
                    Problem.of(
                        ProblemType.CONFLICT, "The page has no domain that it could prove."));
    Instant now = clock.instant();
    if (claim.askedAt != null && claim.askedAt.plus(PAUSE).isAfter(now)) {
      return Optional.empty();
    }
    claim.askedAt = now;
    return claims.wanted(page);
  }

  private StatusPage locked(StatusPageId id) {
    return reach.require(StatusPage.locked(access.account(), id.uuid()), Scope.STATUSPAGE_UPDATE);
  }

  /** Null where it is proven. Not in a transaction. */
  private @Nullable String fault(DomainProof proof) {
    if (!config.domainProof()) {
      return null;
    }
    try {
      return proof.fault(TextRecords.of(proof.name(), resolver, Deadline.in(TIMEOUT))).orElse(null);
    } catch (WireException e) {
      return "The DNS could not be asked: " + e.getMessage() + ".";
    }
  }

  @Scheduled(
      every = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "statuspage.domain-proofs")
  void poll() throws SQLException {
    runDue();
  }

  void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) StatusPageChanged event) {
    if (event.action().equals(DomainClaims.CLAIMED)) {
      waker.wake();
    }
  }

  private void look() {
    try {
      runDue();
    } catch (SQLException e) {
      LOG.warnf(e, "the domains of status pages could not be looked at; the next tick does");
    }
  }

  /** Some at once: name servers that do not answer would keep the others waiting. */
  void runDue() throws SQLException {
    Semaphore room = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      work.each(
          WORK,
          "page_id",
          due -> {
            room.acquireUninterruptibly();
            threads.execute(
                () -> {
                  try {
                    check(due.account(), due.id());
                  } catch (RuntimeException e) {
                    LOG.errorf(e, "the domain of the page %s could not be looked at", due.id());
                  } finally {
                    room.release();
                  }
                });
          });
    }
  }

  private void check(AccountId account, java.util.UUID id) {
    DomainProof proof =
        accounts
            .in(account, () -> StatusPage.named(account, id).flatMap(claims::wanted))
            .orElse(null);
    if (proof != null) {
      String fault = fault(proof);
      accounts.in(
          account,
          () -> {
            StatusPage.locked(account, id)
                .ifPresent(page -> claims.found(page, proof, fault, Actor.SYSTEM));
            return true;
          });
    }
  }
}

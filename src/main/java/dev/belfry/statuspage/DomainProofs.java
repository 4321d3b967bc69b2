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
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

  private static final String HOLDER =
      "select account_id, page_id from statuspage_address where kind = 'domain' and name = ? and page_id <> ?";

  private static final int AT_ONCE = 20;
  private static final int DNS = 53;

  /** All that are claimed at once are done within it, however slow their name servers are. */
  private static final Claims.Work WORK =
      new Claims.Work("statuspage_domain", AT_ONCE, Duration.ofSeconds(60));

  private final AgroalDataSource system;
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
      @DataSource("system") AgroalDataSource system,
      Access access,
      PageReach reach,
      PageViews views,
      DomainClaims claims,
      DueWork work,
      Accounts accounts,
      StatusPageConfig config,
      InstantSource clock,
      Scheduler scheduler) {
    this.system = system;
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
      List<String> texts = TextRecords.of(proof.name(), resolver, Deadline.in(TIMEOUT));
      String fault = proof.fault(texts).orElse(null);
      if (fault == null) {
        makeRoom(proof, texts);
      }
      return fault;
    } catch (WireException e) {
      return "The DNS could not be asked: " + e.getMessage() + ".";
    }
  }

  /**
   * Whoever proved the domain before, and does not any more, loses it to whoever does. Apart from
   * the call of the latter, which is nothing for the log book of the former.
   */
  private void makeRoom(DomainProof proof, List<String> texts) {
    Thread apart =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    holder(proof)
                        .ifPresent(
                            one -> accounts.in(one.account(), () -> claims.released(one, texts)));
                  } catch (RuntimeException | SQLException e) {
                    LOG.errorf(e, "whose %s is could not be looked at", proof.domain());
                  }
                });
    try {
      apart.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The other page that has the domain now. */
  private Optional<DomainClaims.Holder> holder(DomainProof proof) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(HOLDER)) {
      statement.setString(1, proof.domain());
      statement.setObject(2, proof.page());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new DomainClaims.Holder(
                    new AccountId(row.getObject(1, UUID.class)),
                    row.getObject(2, UUID.class),
                    proof.domain()))
            : Optional.empty();
      }
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

  private void check(AccountId account, UUID id) {
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

package dev.belfry.notify;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;

/** One message to one endpoint, at once and only once: how an endpoint is tested. */
@ApplicationScoped
public class Express {
  private final PostOffice office;
  private final Courier courier;
  private final InstantSource clock;

  Express(PostOffice office, Courier courier, InstantSource clock) {
    this.office = office;
    this.courier = courier;
    this.clock = clock;
  }

  /** Proof of a posted message, to be carried after the commit. */
  public static final class Ticket {
    private final Claimed claimed;

    private Ticket(Claimed claimed) {
      this.claimed = claimed;
    }

    public AccountId account() {
      return claimed.account();
    }
  }

  /** Writes message and delivery, in the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Ticket post(Notice notice, String channel, UUID endpoint) {
    Instant now = clock.instant();
    Delivery delivery = office.fresh(office.write(notice), channel, endpoint, null, now);
    delivery.once = true;
    // Only if we die before it is carried: then the loop finds it.
    delivery.dueAt = now.plus(Deliveries.LEASE);
    delivery.persist();
    return new Ticket(Claimed.of(delivery));
  }

  /**
   * Writes in a transaction of its own, and makes the attempt.
   *
   * @throws Problem 409 when the endpoint is gone meanwhile
   */
  @Transactional(Transactional.TxType.NEVER)
  public AttemptView send(Callable<Ticket> writing) {
    Ticket ticket = QuarkusTransaction.requiringNew().call(writing);
    AttemptView attempt = courier.carry(ticket.claimed, false).attempt();
    if (attempt == null) {
      throw Problem.of(ProblemType.CONFLICT, "It was deleted or disabled at the same moment.");
    }
    return attempt;
  }
}

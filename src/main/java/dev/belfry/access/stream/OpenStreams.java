package dev.belfry.access.stream;

import dev.belfry.access.Access;
import dev.belfry.access.Authenticator;
import dev.belfry.access.Identity;
import dev.belfry.access.Proof;
import dev.belfry.access.credential.ForgeryDefence;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.AnswerLine;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * All open streams of this process. One thread asks the database about their callers, and another
 * one, which never waits for the database, ends what was not confirmed in time.
 */
@ApplicationScoped
public class OpenStreams {
  private static final Logger LOG = Logger.getLogger(OpenStreams.class);
  private static final ProblemType TOO_MANY =
      new ProblemType("too_many_streams", 429, "Too many streams are open");
  private static final int ASK_MILLIS = 700;
  private static final int WATCH_MILLIS = 200;
  private static final int PATIENCE_SECONDS = 2;

  /** What streams are opened for; each has bounds of its own. */
  public enum Use {
    EVENTS(5, 50),
    EXPORT(2, 2),
    /** Changes of many things at once. */
    CHANGES(2, 4),
    /** The same for long; each may hold a connection to the database. */
    LONG_CHANGES(2, 4, 4);

    private final int perCredential;
    private final int perAccount;
    private final int inAll;

    Use(int perCredential, int perAccount) {
      this(perCredential, perAccount, Integer.MAX_VALUE);
    }

    Use(int perCredential, int perAccount, int inAll) {
      this.perCredential = perCredential;
      this.perAccount = perAccount;
      this.inAll = inAll;
    }
  }

  private final Access access;
  private final Authenticator authenticator;
  private final RequestTrace trace;
  private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  // The server waits for running answers before it tells its beans that it stops.
  private final Thread atExit = new Thread(this::stop, "streams-stop");
  private volatile boolean stopping;

  OpenStreams(Access access, Authenticator authenticator, RequestTrace trace) {
    this.access = access;
    this.authenticator = authenticator;
    this.trace = trace;
    Thread.ofPlatform().daemon().name("streams-ask").start(() -> every(ASK_MILLIS, this::ask));
    Thread.ofPlatform()
        .daemon()
        .name("streams-watch")
        .start(() -> every(WATCH_MILLIS, this::watch));
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Opens one for the caller of this request; whoever opens it closes it.
   *
   * @param scope that the caller must go on to hold where it is held now
   * @throws Problem 403 when a browser was sent here by another site, 429 when too many are open,
   *     503 when the program stops, or is busy with long changes
   */
  public OpenStream open(Scope scope, Use use) {
    return open(scope, Set.of(), use);
  }

  /**
   * The same for what tells of several things.
   *
   * @param others that may be held or not, but nowhere else than now
   */
  public OpenStream open(Scope scope, Set<Scope> others, Use use) {
    AnswerLine line = trace.line();
    Proof proof = authenticator.proof(access);
    if (proof.byCookie()) {
      ForgeryDefence.checkReading(
          line.header("Sec-Fetch-Site"), line.header("Origin"), line.header("Host"));
    }
    Map<Scope, Set<Pair>> reach = new EnumMap<>(Scope.class);
    others.forEach(other -> reach.put(other, Set.copyOf(access.pairs(other))));
    reach.put(scope, Set.copyOf(access.pairs(scope)));
    OpenStream.Right right = new OpenStream.Right(scope, reach);
    return admit(new OpenStream(this, use, proof, line, right));
  }

  private synchronized OpenStream admit(OpenStream stream) {
    if (stopping) {
      throw Problem.of(ProblemType.UNAVAILABLE, "Belfry stops.").with("Retry-After", "5");
    }
    watch();
    Proof proof = stream.proof();
    Use use = stream.use();
    bound(use, use.perCredential, "for one key or session", other -> other.sameAs(proof));
    bound(use, use.perAccount, "in one account", other -> other.account().equals(proof.account()));
    if (open.stream().filter(one -> one.use() == use).count() >= use.inAll) {
      throw Problem.of(ProblemType.UNAVAILABLE, "Belfry is busy with others' long changes.")
          .with("Retry-After", "5");
    }
    open.add(stream);
    return stream;
  }

  private void bound(Use use, int most, String where, Predicate<Proof> counted) {
    long now = open.stream().filter(one -> one.use() == use && counted.test(one.proof())).count();
    if (now >= most) {
      throw Problem.of(TOO_MANY, "At most " + most + " are open at once " + where + ".")
          .with("Retry-After", "5");
    }
  }

  void forget(OpenStream stream) {
    open.remove(stream);
  }

  private void every(int millis, Runnable work) {
    try {
      while (!closed.await(millis, TimeUnit.MILLISECONDS)) {
        try {
          work.run();
        } catch (Throwable e) { // an error too: without its thread no stream would be open for long
          LOG.errorf(e, "open streams could not be looked after");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() {
    List<OpenStream> asked = List.copyOf(open);
    if (asked.isEmpty()) {
      return;
    }
    try {
      long begun = System.nanoTime();
      List<Identity> found =
          authenticator.again(asked.stream().map(OpenStream::proof).toList(), PATIENCE_SECONDS);
      for (int i = 0; i < asked.size(); i++) {
        asked.get(i).confirm(found.get(i), begun);
      }
    } catch (SQLException e) {
      LOG.warnf("the callers of open streams could not be looked up: %s", e.getMessage());
    }
  }

  private void watch() {
    long now = System.nanoTime();
    for (OpenStream stream : open) {
      try {
        stream.watch(now);
      } catch (RuntimeException e) {
        LOG.warnf("a stream could not be watched: %s", e.getMessage());
        stream.end(Ending.GONE);
      }
    }
  }

  /** Where none was ever opened nothing is made to be stopped. */
  void stopping(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
    stop();
  }

  private synchronized void stop() {
    stopping = true;
    open.forEach(stream -> stream.end(Ending.STOPPING));
  }

  @PreDestroy
  void close() {
    stop();
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      LOG.debug("the program is at its exit already");
    }
  }
}

package dev.belfry.access.stream;

import dev.belfry.access.Identity;
import dev.belfry.access.Proof;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.AnswerLine;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One answer that stays open, and whether it still may. */
public final class OpenStream implements AutoCloseable {
  private static final long MOST_UNCONFIRMED = Duration.ofSeconds(2).toNanos();
  private static final long LONGEST_WRITE = Duration.ofSeconds(10).toNanos();
  private static final long GRACE = Duration.ofMillis(300).toNanos();

  private final OpenStreams door;
  private final Proof proof;
  private final OpenStreams.Use use;
  private final Scope scope;
  private final Map<Scope, Set<Pair>> reach;
  private final AnswerLine line;
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private volatile long confirmed = System.nanoTime();
  private volatile long ended;
  private volatile long writing;
  private volatile Runnable woken = () -> {};

  OpenStream(OpenStreams door, OpenStreams.Use use, Proof proof, AnswerLine line, Right right) {
    this.door = door;
    this.use = use;
    this.proof = proof;
    this.line = line;
    this.scope = right.scope();
    this.reach = right.reach();
  }

  /**
   * What the caller must go on to hold.
   *
   * @param scope without which there is nothing to tell
   * @param reach where each scope is held
   */
  record Right(Scope scope, Map<Scope, Set<Pair>> reach) {}

  Proof proof() {
    return proof;
  }

  OpenStreams.Use use() {
    return use;
  }

  /** Why it ended; null while it may go on. Asked before anything is written. */
  public @Nullable Ending ending() {
    if (ending.get() == null && System.nanoTime() - confirmed > MOST_UNCONFIRMED) {
      end(Ending.UNCONFIRMED);
    }
    return ending.get();
  }

  /**
   * For an answer with an end of its own, before each of its pages.
   *
   * @throws IOException when it may not go on; break it off then
   */
  public void requireOpen() throws IOException {
    Ending why = ending();
    if (why != null) {
      throw new IOException("ended: " + why.word());
    }
  }

  /** Before the first word is written: from now on it is noticed when the reader goes. */
  public void begin() {
    line.whenBroken(() -> end(Ending.GONE));
  }

  /** Breaks it off, so that what was written is not taken for the whole. */
  public void cut() {
    line.cut();
  }

  /** Ends it; the first reason holds. */
  public void end(Ending why) {
    if (ending.compareAndSet(null, why)) {
      ended = System.nanoTime();
      woken.run();
    }
  }

  /** To be run when it ends. */
  void whenEnded(Runnable wake) {
    woken = wake;
    if (ending.get() != null) {
      wake.run();
    }
  }

  /** The same, where a reader who takes nothing for too long is noticed. */
  public OutputStream watched(OutputStream out) {
    return new WatchedOutput(out, this);
  }

  void writes(boolean now) {
    writing = now ? System.nanoTime() : 0;
  }

  /** What the database said of the caller in a statement that began then. */
  void confirm(Identity now, long begun) {
    if (now.state() != Identity.State.OK) {
      end(Ending.of(now.state()));
      return;
    }
    boolean same =
        reach.entrySet().stream()
            .allMatch(one -> one.getValue().equals(Set.copyOf(now.rights().pairs(one.getKey()))));
    if (!same) {
      end(now.rights().allows(scope) ? Ending.REACH_CHANGED : Ending.RIGHT_LOST);
      return;
    }
    confirmed = begun;
  }

  /** Ends what nobody reads or confirms, and breaks off what does not end by itself. */
  void watch(long now) {
    if (line.isGone()) {
      end(Ending.GONE);
      door.forget(this);
      return;
    }
    long since = writing;
    if (since != 0 && now - since > LONGEST_WRITE) {
      end(Ending.TOO_SLOW);
    }
    if (ending() != null && now - ended > GRACE) {
      line.cut();
      door.forget(this);
    }
  }

  @Override
  public void close() {
    end(Ending.GONE);
    door.forget(this);
  }
}

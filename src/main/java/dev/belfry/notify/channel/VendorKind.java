package dev.belfry.notify.channel;

import dev.belfry.notify.Outcome;
import dev.belfry.notify.Outcome.Verdict;
import dev.belfry.platform.wire.web.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind that speaks HTTP with a vendor. */
public abstract class VendorKind extends Kind {
  private static final int GONE = 410;

  /** Answers of the 400s that may be others in a while. */
  private static final Set<Integer> LATER = Set.of(408, 421, 423, 425, 429);

  private final VendorPost post;

  protected VendorKind(ChannelDesk desk, VendorPost post) {
    super(desk);
    this.post = post;
  }

  /** The request that brings the news. */
  public abstract VendorCall call(Settings settings, News news);

  /** What an answer means. */
  protected Verdict verdict(Reply reply) {
    int status = reply.status();
    if (status / 100 == 2) {
      return Verdict.DELIVERED;
    }
    if (status == GONE) {
      return Verdict.GONE;
    }
    return status / 100 == 4 && !LATER.contains(status) ? Verdict.REFUSED : Verdict.FAILED;
  }

  /** How long it asks us to wait; null where it does not. */
  protected @Nullable Duration wait(Reply reply, Instant at) {
    return reply.header("retry-after").map(field -> RetryAfter.parse(field, at)).orElse(null);
  }

  @Override
  public final Outcome send(Settings settings, News news, Instant at) {
    return post.send(call(settings, news), answered -> outcome(answered, at));
  }

  private Outcome outcome(VendorPost.Answered answered, Instant at) {
    int status = answered.reply().status();
    Verdict verdict = verdict(answered.reply());
    if (verdict == Verdict.DELIVERED) {
      return Outcome.delivered(status, answered.millis());
    }
    String error =
        "answered "
            + status
            + switch (verdict) {
              case GONE -> ": it wants nothing any more";
              case REFUSED -> ": refused for good";
              default -> status / 100 == 3 ? "; redirects are not followed" : "";
            };
    Duration wait = verdict == Verdict.FAILED ? wait(answered.reply(), at) : null;
    return new Outcome(verdict, status, answered.millis(), error, wait);
  }
}

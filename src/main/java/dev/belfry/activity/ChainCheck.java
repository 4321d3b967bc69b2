package dev.belfry.activity;

import dev.belfry.activity.VerificationView.Broken;
import dev.belfry.activity.VerificationView.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain link by link and remembers what is broken. After a fault it goes on from what is
 * stored there, so that one fault is one finding.
 */
class ChainCheck {
  /** More are not told one by one. */
  static final int MOST_BROKEN = 100;

  private final ChainKeys keys;
  private final List<Broken> broken = new ArrayList<>();
  private long next;
  private byte @Nullable [] before;
  private boolean old;
  private long seen;

  /**
   * Rows without a mac, from before there was a chain, may come at its very beginning only: of what
   * was not seen nobody knows whether they were all old.
   *
   * @param from the number of the first link to be seen
   * @param before the hash of the link before that; null when it is not there
   */
  ChainCheck(ChainKeys keys, long from, byte @Nullable [] before) {
    this.keys = keys;
    this.next = from;
    this.before = before;
    this.old = from == 1;
  }

  void see(Link link) {
    if (link.number() != next) {
      found(next, null, Reason.LINK_MISSING);
      before = null;
    }
    Reason fault = fault(link);
    if (fault != null) {
      found(link.number(), link.entryId(), fault);
    }
    before = link.hash();
    next = link.number() + 1;
    seen++;
  }

  private @Nullable Reason fault(Link link) {
    Entry entry = link.entry();
    if (entry == null) {
      return Reason.ENTRY_MISSING;
    }
    boolean follows = before == null || link.follows(before, keys);
    boolean ours = entry.mac == null ? old && follows : keys.wrote(Canonical.of(entry), entry.mac);
    old = ours && entry.mac == null;
    if (ours) {
      return follows ? null : Reason.LINK_CHANGED;
    }
    return follows ? Reason.ENTRY_FOREIGN : Reason.ENTRY_CHANGED;
  }

  /** All links up to this head were given. */
  void end(Head head) {
    if (next <= head.number()) {
      found(next, null, Reason.LINK_MISSING);
    } else if (before != null && !ChainKeys.same(before, head.hash())) {
      found(head.number(), null, Reason.HEAD_CHANGED);
    }
  }

  void found(@Nullable Long number, @Nullable UUID entry, Reason reason) {
    if (broken.size() < MOST_BROKEN) {
      broken.add(new Broken(number, entry == null ? null : new EntryId(entry), reason));
    }
  }

  List<Broken> broken() {
    return List.copyOf(broken);
  }

  /** The number of the link to be seen next. */
  long next() {
    return next;
  }

  long seen() {
    return seen;
  }
}

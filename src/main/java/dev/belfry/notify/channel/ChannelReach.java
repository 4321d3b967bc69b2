package dev.belfry.notify.channel;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.NoticeType;
import dev.belfry.platform.problem.Problem;
import java.util.List;

/**
 * A channel acts for somebody: it carries what its maker may read, and who reaches less neither
 * sees, uses nor changes it, since its settings open more than he has.
 */
final class ChannelReach {
  private static final List<Scope> TOLD = List.of(Scope.MONITOR_READ, Scope.INCIDENT_READ);

  private ChannelReach() {}

  /**
   * What the caller may read of monitors and incidents. @throws Problem 403 when it may not read
   * some at all
   */
  static List<Pair> of(Access access) {
    List<Pair> reach = List.of(Pair.ALL);
    for (Scope scope : TOLD) {
      reach = meet(reach, access.pairs(scope));
      if (reach.isEmpty()) {
        throw AccessProblems.lacks(scope);
      }
    }
    return reach;
  }

  private static List<Pair> meet(List<Pair> some, List<Pair> others) {
    return some.stream()
        .flatMap(one -> others.stream().map(one::meet))
        .filter(pair -> !pair.reachesNothing())
        .distinct()
        .toList();
  }

  /**
   * Whether its maker, with the rights that he has now, may still read all that it may carry, and
   * keys where the message tells of one.
   */
  static boolean stands(Rights now, StoredChannel channel, String type) {
    boolean keys =
        !NoticeType.OF_KEYS.contains(type) || now.pairs(Scope.KEY_READ).contains(Pair.ALL);
    return keys && TOLD.stream().allMatch(scope -> within(now.pairs(scope), channel));
  }

  /** Whether the caller holds the scope wherever the channel may carry news of. */
  static boolean contains(Access access, StoredChannel channel, Scope scope) {
    return within(access.pairs(scope), channel);
  }

  /**
   * Each of its pairs within one of these; one that has lost them all is for who has everything.
   */
  private static boolean within(List<Pair> pairs, StoredChannel channel) {
    List<Pair> reach = channel.reach.isEmpty() ? List.of(Pair.ALL) : channel.reach;
    return reach.stream().allMatch(own -> pairs.stream().anyMatch(pair -> pair.contains(own)));
  }

  /**
   * @throws Problem 404 when the channel reaches further than the caller may know of, 403 when only
   *     the scope does not reach that far
   */
  static void require(Access access, StoredChannel channel, Scope scope) {
    if (!contains(access, channel, scope)) {
      throw contains(access, channel, Scope.CHANNEL_READ)
          ? AccessProblems.lacks(scope)
          : Problem.notFound();
    }
  }
}

package dev.belfry.activity;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.activity.ChainReader.Standing;
import dev.belfry.activity.VerificationView.Broken;
import dev.belfry.activity.VerificationView.Reason;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the log book is what was written: every entry against its link and every link
 * against the one before. For those who reach the whole account.
 */
@ApplicationScoped
class Verification {
  private static final ProblemType BUSY =
      new ProblemType("verification_running", 429, "The log book is being verified already");
  private static final Pattern HEAD = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");
  private static final int PAGE = 1000;
  private static final int PAGES = 50;

  private final Access access;
  private final ChainReader chain;
  private final ChainKeys keys;
  private final Set<AccountId> running = ConcurrentHashMap.newKeySet();

  Verification(Access access, ChainReader chain, ChainKeys keys) {
    this.access = access;
    this.chain = chain;
    this.keys = keys;
  }

  /**
   * @throws Problem 404 before the first entry is chained
   */
  HeadView head() {
    access.requireEverywhere(Scope.ACTIVITY_READ);
    Head head = chain.standing(access.account()).head();
    if (head == null) {
      throw Problem.notFound();
    }
    return HeadView.of(head, keys);
  }

  /**
   * @param from the number of the first link to check
   * @param known a head from before, as {@code number:hash}
   * @throws Problem 429 while another one runs for this account
   */
  VerificationView verify(long from, @Nullable String known) {
    access.requireEverywhere(Scope.ACTIVITY_READ);
    if (from < 1) {
      throw Problem.parameter("from", "must be 1 or more");
    }
    Matcher head = known == null ? null : HEAD.matcher(known);
    if (head != null && !head.matches()) {
      throw Problem.parameter(
          "head", "must be the number and the hash of a head with a colon between");
    }
    AccountId account = access.account();
    if (!running.add(account)) {
      throw Problem.of(BUSY, "Ask again when that has ended.").with("Retry-After", "5");
    }
    try {
      return verify(account, from, head);
    } finally {
      running.remove(account);
    }
  }

  private VerificationView verify(AccountId account, long from, @Nullable Matcher known) {
    Standing standing = chain.standing(account);
    ChainCheck check = begin(account, from);
    examineEnd(standing, check);
    if (known != null && !contains(account, standing, known)) {
      check.found(Long.parseLong(known.group(1)), null, Reason.HEAD_UNKNOWN);
    }
    boolean ended = follow(account, standing, check);
    if (ended) {
      chain
          .strays(account, ChainCheck.MOST_BROKEN)
          .forEach(entry -> check.found(null, entry, Reason.ENTRY_FOREIGN));
    }
    List<Broken> broken = check.broken();
    return new VerificationView(
        broken.isEmpty(),
        check.seen(),
        standing.waiting(),
        standing.head() == null ? null : HeadView.of(standing.head(), keys),
        broken,
        ended ? null : check.next());
  }

  private ChainCheck begin(AccountId account, long from) {
    return new ChainCheck(
        keys, from, from == 1 ? new byte[Chain.HASH_BYTES] : chain.hash(account, from - 1));
  }

  private void examineEnd(Standing standing, ChainCheck check) {
    Head head = standing.head();
    if (head == null) {
      if (standing.last() > 0) {
        check.found(standing.last(), null, Reason.HEAD_MISSING);
      }
    } else if (standing.last() > head.number() || !head.isGenuine(keys)) {
      check.found(head.number(), null, Reason.HEAD_CHANGED);
    }
  }

  private boolean contains(AccountId account, Standing standing, Matcher known) {
    long number = Long.parseLong(known.group(1));
    return standing.head() != null
        && number <= standing.head().number()
        && ChainKeys.same(HexFormat.of().parseHex(known.group(2)), chain.hash(account, number));
  }

  /** Answers whether the end was reached. */
  private boolean follow(AccountId account, Standing standing, ChainCheck check) {
    long to = standing.head() == null ? standing.last() : standing.head().number();
    for (int page = 0; page < PAGES; page++) {
      List<Link> links = chain.links(account, check.next(), to, PAGE);
      links.forEach(check::see);
      if (links.size() < PAGE) {
        if (standing.head() != null) {
          check.end(standing.head());
        }
        return true;
      }
    }
    return false;
  }
}

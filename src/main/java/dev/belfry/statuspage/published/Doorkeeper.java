package dev.belfry.statuspage.published;

import dev.belfry.access.FailureBudget;
import dev.belfry.access.people.Passwords;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.seal.Pepper;
import dev.belfry.platform.wire.Cidr;
import dev.belfry.statuspage.AccessMode;
import dev.belfry.statuspage.PublicPages;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Lets visitors in: everybody, whoever knows the password, or whoever comes from its networks. */
@ApplicationScoped
public class Doorkeeper {
  static final ProblemType PASSWORD_NEEDED =
      new ProblemType("password_needed", 403, "The page is opened by its password");

  private static final Duration OPEN_FOR = Duration.ofDays(7);
  private static final int LONGEST_SLUG = 63;
  private static final int MAC_LENGTH = 64;
  private static final int COOKIE_NAME_BYTES = 8;

  private final PublicPages pages;
  private final Passwords passwords;
  private final FailureBudget failures;
  private final Pepper pepper;
  private final RequestTrace trace;
  private final InstantSource clock;

  Doorkeeper(
      PublicPages pages,
      Passwords passwords,
      FailureBudget failures,
      Pepper pepper,
      RequestTrace trace,
      InstantSource clock) {
    this.pages = pages;
    this.passwords = passwords;
    this.failures = failures;
    this.pepper = pepper;
    this.trace = trace;
    this.clock = clock;
  }

  /** A proof that somebody knew the password, for a cookie. */
  record Pass(String name, String value, int seconds) {
    @Override
    public String toString() {
      return "Pass[" + name + "]";
    }
  }

  /**
   * The page, open or locked.
   *
   * @throws Problem 404 where there is none, or not for this address
   */
  PublicPages.Door find(String slug) {
    if (slug.length() > LONGEST_SLUG) {
      throw Problem.notFound();
    }
    PublicPages.Door door = pages.find(slug).orElseThrow(Problem::notFound);
    if (door.access() == AccessMode.NETWORKS && !isNear(door)) {
      throw Problem.notFound();
    }
    return door;
  }

  boolean isLocked(PublicPages.Door door, Visitor visitor) {
    return door.access() == AccessMode.PASSWORD
        && !proves(door, visitor.cookie(name(door)), clock.instant());
  }

  /**
   * The page for programs, which cannot type a password.
   *
   * @throws Problem 403 where it needs one
   */
  public PublicPages.Door open(String slug, Visitor visitor) {
    PublicPages.Door door = find(slug);
    if (isLocked(door, visitor)) {
      throw Problem.of(
          PASSWORD_NEEDED, "Type the password on the page; its cookie opens this too.");
    }
    return door;
  }

  /** A pass for whoever knows the password; null for others. */
  @Nullable Pass unlock(PublicPages.Door door, @Nullable String password) {
    if (door.access() != AccessMode.PASSWORD || password == null || password.length() > 1024) {
      return null;
    }
    String guessed = "statuspage:" + door.id().text();
    boolean right =
        failures.admit(
            () -> passwords.matches(password, door.passwordHash()), trace.address(), guessed);
    if (!right) {
      failures.failed(trace.address(), guessed);
      return null;
    }
    Instant end = clock.instant().plus(OPEN_FOR);
    String text = Long.toString(end.getEpochSecond());
    return new Pass(name(door), text + "." + mac(door, text), (int) OPEN_FOR.toSeconds());
  }

  private boolean isNear(PublicPages.Door door) {
    String address = trace.address();
    if (address == null) {
      return false;
    }
    InetAddress caller = InetAddress.ofLiteral(address);
    return door.networks().stream().map(Cidr::canonical).anyMatch(block -> block.contains(caller));
  }

  /** By what outsiders know anyway: the id is of those who edit the page. */
  private static String name(PublicPages.Door door) {
    return "belfry_page_"
        + HexFormat.of().formatHex(Markup.sha256(door.slug()), 0, COOKIE_NAME_BYTES);
  }

  private boolean proves(PublicPages.Door door, @Nullable String pass, Instant now) {
    int dot = pass == null ? -1 : pass.indexOf('.');
    if (pass == null || dot < 1 || dot > 12 || pass.length() != dot + 1 + MAC_LENGTH) {
      return false;
    }
    String end = pass.substring(0, dot);
    return Pepper.same(
            mac(door, end).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            pass.substring(dot + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8))
        && end.chars().allMatch(Character::isDigit)
        && now.isBefore(Instant.ofEpochSecond(Long.parseLong(end)));
  }

  /** Another password is another proof. */
  private String mac(PublicPages.Door door, String end) {
    return HexFormat.of()
        .formatHex(
            pepper.hash(
                "statuspage-pass:" + door.id().text() + ":" + door.passwordHash() + ":" + end));
  }
}

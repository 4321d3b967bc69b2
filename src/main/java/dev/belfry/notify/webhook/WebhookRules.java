package dev.belfry.notify.webhook;

import dev.belfry.notify.NoticeType;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireHeaders;
import dev.belfry.platform.wire.WireUrl;
import dev.belfry.platform.wire.web.PlainHttp;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a webhook may be; all that is wrong is said at once. */
@ApplicationScoped
class WebhookRules {
  /** Stands for the value of a header. */
  static final String MASK = "***";

  private static final Set<String> OURS =
      Set.of("x-webhook-signature", "content-type", "content-encoding", "user-agent", "date");

  private final Egress egress;

  WebhookRules(Egress egress) {
    this.egress = egress;
  }

  /**
   * What is stored already.
   *
   * @param url where it goes
   * @param headers with their values
   */
  record Stored(URI url, Map<String, String> headers) {}

  /** A webhook without fault. */
  record Checked(URI url, List<String> events, Map<String, String> headers) {}

  /**
   * @throws Problem 422 with every wrong value
   */
  Checked check(NewWebhook wanted, @Nullable Stored stored) {
    List<Violation> wrong = new ArrayList<>();
    URI url = url(wanted.url(), wrong);
    List<String> events = events(wanted.events(), wrong);
    Map<String, String> headers =
        headers(
            wanted.headers() == null ? Map.of() : wanted.headers(),
            kept(stored, url),
            stored,
            wrong);
    if (url == null || !wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    return new Checked(url, events, headers);
  }

  private @Nullable URI url(String text, List<Violation> wrong) {
    URI url;
    try {
      url = WireUrl.parse(text);
    } catch (BadUrl e) {
      wrong.add(Violation.at("/url", "wrong_form", e.getMessage()));
      return null;
    }
    Optional<String> refused = egress.refusal(url, Purpose.WEBHOOK);
    if (refused.isPresent()) {
      wrong.add(Violation.at("/url", "blocked", refused.get()));
    } else if (PlainHttp.surelyPublic(url)) {
      wrong.add(
          Violation.at("/url", "https_required", "must be https outside of private networks"));
    }
    return url;
  }

  private static List<String> events(@Nullable List<String> wanted, List<Violation> wrong) {
    if (wanted == null) {
      return NoticeType.USUAL;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!NoticeType.KNOWN.contains(wanted.get(i))) {
        wrong.add(
            Violation.at(
                "/events/" + i,
                "unknown_event",
                "must be one of " + String.join(", ", NoticeType.KNOWN)));
      }
    }
    return List.copyOf(new LinkedHashSet<>(wanted));
  }

  /** The values that a mask may stand for: none when the URL leads elsewhere. */
  private static Map<String, String> kept(@Nullable Stored stored, @Nullable URI url) {
    Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (stored != null && url != null && origin(stored.url()).equals(origin(url))) {
      kept.putAll(stored.headers());
    }
    return kept;
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private static Map<String, String> headers(
      Map<String, String> wanted,
      Map<String, String> kept,
      @Nullable Stored stored,
      List<Violation> wrong) {
    Map<String, String> headers = new LinkedHashMap<>();
    Set<String> names = new java.util.HashSet<>();
    wanted.forEach(
        (name, given) -> {
          String value = given.equals(MASK) ? kept.get(name) : given;
          Optional<String> refusal =
              names.add(name.toLowerCase(Locale.ROOT))
                  ? value == null ? Optional.of(unmaskable(stored)) : refusal(name, value)
                  : Optional.of("is given twice");
          refusal.ifPresent(
              why -> wrong.add(Violation.at("/headers/" + escaped(name), "not_allowed", why)));
          if (value != null) {
            headers.put(name, value);
          }
        });
    return headers;
  }

  private static String unmaskable(@Nullable Stored stored) {
    return stored == null
        ? "*** stands for a stored value, and none is stored"
        : "must be given anew: no value is stored under this name, or the URL leads to another host now";
  }

  private static Optional<String> refusal(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("webhook-") || OURS.contains(lower)
        ? Optional.of("the header " + lower + " is set by Belfry")
        : WireHeaders.refusal(name, value);
  }

  /** A name as a token of a JSON pointer (RFC 6901, section 3). */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}

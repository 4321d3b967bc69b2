package dev.belfry.statuspage.published;

import dev.belfry.incident.IncidentStatus;
import dev.belfry.incident.page.PageIncident;
import dev.belfry.incident.page.PageUpdate;
import dev.belfry.statuspage.PublicPages;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps from outsiders what monitors are called and look at: a text that names one says the
 * component instead. Of what a monitor itself said nothing is told but that.
 */
final class Discretion {
  private static final String HIDDEN = "…";
  private static final String SUFFIX = " is down";

  /** What {@code incident.page} says of one that nobody has given a title. */
  private static final String UNTITLED = "Outage";

  /** What it says where nobody wrote a text; pages say it in their language. */
  private static final Set<String> NEUTRAL =
      Set.of(
          "We are looking into this.",
          "The cause is known.",
          "It is mended; we go on watching.",
          "This is resolved.");

  /** IPv4 with a port or without; whoever writes to the public rarely means one. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\b(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d{1,5})?\\b");

  private final List<PublicPages.Part> parts;
  private final Map<String, String> said =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /**
   * @param parts those that the text is about
   */
  Discretion(List<PublicPages.Part> parts) {
    this.parts = parts;
    for (PublicPages.Part part : parts) {
      PublicPages.Internal internal = part.internal();
      if (internal != null) {
        put(internal.url(), HIDDEN);
        put(host(internal.url()), HIDDEN);
        put(internal.name(), part.name());
      }
    }
  }

  private void put(@Nullable String secret, String instead) {
    if (secret != null && !secret.isBlank() && !secret.equals(instead)) {
      said.put(secret, instead);
    }
  }

  private static @Nullable String host(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? url.replaceFirst(":\\d+$", "") : host;
    } catch (IllegalArgumentException notAUrl) {
      return null;
    }
  }

  /** Whether a monitor opened it, and nobody has given it a title of his own. */
  boolean opened(PageIncident incident) {
    return incident.title().equals(UNTITLED) || names(incident);
  }

  private boolean names(PageIncident incident) {
    return parts.stream()
        .map(PublicPages.Part::internal)
        .anyMatch(
            internal -> internal != null && incident.title().equals(internal.name() + SUFFIX));
  }

  /**
   * The title for outsiders; null where Belfry says in the reader's language which component is
   * down.
   */
  @Nullable String title(PageIncident incident) {
    return opened(incident) ? null : text(incident.title());
  }

  /** What outsiders read of an update; null where it is the monitor that spoke. */
  @Nullable String message(PageIncident incident, PageUpdate update) {
    boolean began =
        update.status() == IncidentStatus.INVESTIGATING && update.at().equals(incident.startedAt());
    boolean over = update.status() == IncidentStatus.RESOLVED;
    boolean automatic =
        NEUTRAL.contains(update.message()) || update.message().startsWith("Resolved by ");
    return automatic || (names(incident) && (began || over)) ? null : text(update.message());
  }

  String text(String text) {
    String clean = text;
    for (Map.Entry<String, String> one : said.entrySet()) {
      clean = clean.replace(one.getKey(), one.getValue());
    }
    return ADDRESS.matcher(clean).replaceAll(HIDDEN);
  }
}

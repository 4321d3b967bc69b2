package dev.belfry.statuspage.published;

import dev.belfry.platform.http.OwnHosts;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.StatusPageChanged;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Which host names lead to which pages, in memory: every request asks, and on its event loop. It
 * says where to look and nothing of who may see it.
 */
@ApplicationScoped
class Domains implements OwnHosts {
  private static final Logger LOG = Logger.getLogger(Domains.class);

  /** What a page has; all else is not to be found under its host. */
  private static final Pattern OF_A_PAGE =
      Pattern.compile(
          "/|/history|/history\\.(rss|atom)|/maintenance\\.ics|/badge\\.svg|/unlock|/subscribe|/subscription"
              + "|/incidents/[0-9A-Za-z_-]+|/components/[0-9A-Za-z_-]+/(badge|uptime)\\.svg"
              + "|/api/v2/[a-z-]+(/[a-z-]+)?\\.json");

  private final PublicPages pages;
  private volatile Map<String, String> slugs = Map.of();

  Domains(PublicPages pages) {
    this.pages = pages;
  }

  @Override
  public boolean has(String host) {
    return !slugs.isEmpty() && slugs.containsKey(plain(host));
  }

  /** Its first page may be called as elsewhere, too: that link may be older than the domain. */
  @Override
  public Optional<String> lead(String host, String path) {
    String slug = slugs.get(plain(host));
    if (slug == null) {
      return Optional.empty();
    }
    String home = "/status/" + slug;
    String inside =
        path.equals(home)
            ? "/"
            : path.startsWith(home + "/") ? path.substring(home.length()) : path;
    return OF_A_PAGE.matcher(inside).matches()
        ? Optional.of(home + (inside.equals("/") ? "" : inside))
        : Optional.empty();
  }

  /** A dot at the end means the same name. */
  private static String plain(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.toLowerCase(Locale.ROOT);
  }

  /** Also for what other replicas changed. */
  @Scheduled(
      every = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "statuspage.domains")
  void runDue() {
    try {
      slugs = Map.copyOf(pages.domains());
    } catch (IllegalStateException e) {
      LOG.warnf("%s; those of before stay", e.getMessage());
    }
  }

  void start(@Observes StartupEvent event) {
    runDue();
  }

  void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) StatusPageChanged event) {
    Thread.ofVirtual().start(this::runDue);
  }
}

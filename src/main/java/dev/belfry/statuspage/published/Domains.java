package dev.belfry.statuspage.published;

import dev.belfry.platform.http.OwnHosts;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.StatusPageChanged;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which host names lead to which pages, in memory: every request asks, and on its event loop. It
 * says where to look and nothing of who may see it.
 */
@ApplicationScoped
class Domains implements OwnHosts {
  private static final Logger LOG = Logger.getLogger(Domains.class);

  private final PublicPages pages;
  private volatile Map<String, String> slugs = Map.of();

  Domains(PublicPages pages) {
    this.pages = pages;
  }

  @Override
  public boolean has(String host) {
    return slugs.containsKey(host);
  }

  boolean isEmpty() {
    return slugs.isEmpty();
  }

  /** The slug of the page of this host. */
  @Nullable String slug(String host) {
    return slugs.get(host);
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

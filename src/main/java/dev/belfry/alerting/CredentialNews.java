package dev.belfry.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.watch.FlagView;
import dev.belfry.access.watch.Flagged;
import dev.belfry.notify.Notice;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.event.DomainEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Composes what webhooks are told of keys: flags, and what is due by their age. */
@ApplicationScoped
class CredentialNews {
  private final PostOffice post;
  private final ObjectMapper mapper;

  CredentialNews(PostOffice post, ObjectMapper mapper) {
    this.post = post;
    this.mapper = mapper;
  }

  /** The {@code data} of a webhook's body. */
  @RegisterForReflection
  record FlagNews(FlagView flag) {}

  /** The {@code data} of a webhook's body. */
  @RegisterForReflection
  record KeyNews(Named key) {}

  /** Enough to find it by. */
  @RegisterForReflection
  record Named(@Nullable String id, @Nullable String name) {}

  void flagged(@Observes Flagged event) {
    send(NoticeType.KEY_FLAGGED, event, new FlagNews(event.flag()));
  }

  void heard(@Observes DomainEvent event) {
    String action = event.action();
    if (NoticeType.OF_KEYS.contains(action) && !action.equals(NoticeType.KEY_FLAGGED)) {
      send(action, event, new KeyNews(new Named(event.subject().id(), event.subject().name())));
    }
  }

  /** Keys lie in no category: only who reads all is told. */
  private void send(String type, DomainEvent event, Object data) {
    post.send(new Notice(type, event.at(), event.account(), null, mapper.valueToTree(data)));
  }
}

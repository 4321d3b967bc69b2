package dev.belfry.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.Place;
import dev.belfry.access.key.KeyNotice;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.watch.FlagView;
import dev.belfry.access.watch.Flagged;
import dev.belfry.notify.Notice;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.event.DomainEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Composes what webhooks are told of keys: flags, and what is due by their age. */
@ApplicationScoped
class CredentialNews {
  /** Keys lie in no category and no group: only who reads all is told. */
  private static final Place NOWHERE = new Place(null, Set.of());

  private final PostOffice post;
  private final ObjectMapper mapper;

  private final Event<Told> told;

  CredentialNews(PostOffice post, ObjectMapper mapper, Event<Told> told) {
    this.told = told;
    this.post = post;
    this.mapper = mapper;
  }

  /** The {@code data} of a webhook's body. */
  @RegisterForReflection
  record FlagNews(FlagView flag) {}

  /**
   * The {@code data} of a webhook's body.
   *
   * @param days until the key ends; or its age, or how long nobody used it
   */
  @RegisterForReflection
  record KeyNews(KeyBrief key, @Nullable Integer days) {}

  /** Enough of a key to find it by. */
  @RegisterForReflection
  record KeyBrief(
      KeyId id, String name, String hint, MemberId ownerId, @Nullable Instant expiresAt) {}

  void flagged(@Observes Flagged event) {
    send(NoticeType.KEY_FLAGGED, event, new FlagNews(event.flag()));
  }

  void noticed(@Observes KeyNotice event) {
    send(
        event.action(),
        event,
        new KeyNews(
            new KeyBrief(event.key(), event.name(), event.hint(), event.owner(), event.expiresAt()),
            event.days()));
  }

  private void send(String type, DomainEvent event, Object data) {
    Notice notice =
        new Notice(type, event.at(), event.account(), NOWHERE, mapper.valueToTree(data));
    post.send(notice);
    told.fire(new Told(notice, event, null, null, null));
  }
}

package dev.belfry.notify.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.notify.Dispatch;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.Letter;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.Pace;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Channels of all kinds as the post office sees them. */
@ApplicationScoped
public class ChannelDesk {
  /** To one channel only. */
  static final String TEST = "channel.test";

  static final String DISABLED = "channel_disabled";
  static final String DELETED = "channel_deleted";
  private static final String OUT_OF_REACH = "out_of_reach";
  private static final String OWNER_LOST_RIGHT = "owner_lost_right";
  private static final String GONE = "gone";

  private final Access access;
  private final Standings standings;
  private final ChannelVault vault;
  private final ObjectMapper mapper;
  private final Ledger ledger;
  private final Event<ChannelChanged> events;

  ChannelDesk(
      Access access,
      Standings standings,
      ChannelVault vault,
      ObjectMapper mapper,
      Ledger ledger,
      Event<ChannelChanged> events) {
    this.access = access;
    this.standings = standings;
    this.vault = vault;
    this.mapper = mapper;
    this.ledger = ledger;
    this.events = events;
  }

  Dispatch prepare(Kind kind, AccountId account, UUID endpoint, Letter letter) {
    Optional<StoredChannel> found = StoredChannel.named(account, endpoint);
    if (found.isEmpty()) {
      return new Dispatch.Held(DELETED);
    }
    StoredChannel channel = found.get();
    String reason = reason(account, channel, letter);
    if (reason != null) {
      return new Dispatch.Held(reason);
    }
    Settings settings = settings(kind, channel);
    String waitsFor = kind.waitsFor(account, settings);
    if (waitsFor != null) {
      return new Dispatch.Held(waitsFor);
    }
    News news = news(letter);
    return new Dispatch.Ready(at -> kind.send(settings, news, at));
  }

  private Settings settings(Kind kind, StoredChannel channel) {
    return new Settings(kind.fields(), vault.all(channel));
  }

  /** Why it stays here; null when it may leave. */
  private @Nullable String reason(AccountId account, StoredChannel channel, Letter letter) {
    boolean test = letter.type().equals(TEST);
    if (!channel.enabled && !test) {
      return DISABLED;
    }
    // What is in a digest was looked at before it was put there.
    boolean anywhere = test || letter.type().equals(NoticeType.DIGEST);
    if (!anywhere && !channel.reaches(letter.place())) {
      return OUT_OF_REACH;
    }
    boolean stands =
        ChannelReach.stands(
            standings.rights(account, new MemberId(channel.ownerId), channel.keyId),
            channel,
            letter.type());
    return stands ? null : OWNER_LOST_RIGHT;
  }

  private News news(Letter letter) {
    try {
      return News.of(letter.id().text(), letter.type(), mapper.readTree(letter.body()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored message is not the one that we wrote");
    }
  }

  void gone(AccountId account, UUID endpoint, Instant at) {
    Optional<StoredChannel> found = StoredChannel.locked(account, endpoint);
    if (found.isPresent() && found.get().enabled) {
      StoredChannel channel = found.get();
      channel.enabled = false;
      channel.disabledReason = GONE;
      channel.updatedAt = at;
      StoredChannel.flush();
      ledger.hold(account, endpoint, DISABLED);
      events.fire(ChannelChanged.of(channel, Actor.SYSTEM, at, "channel.disabled"));
    }
  }

  /** The channels of a kind of which the caller holds the scope wherever they tell of. */
  Set<UUID> within(Kind kind, Scope scope) {
    return StoredChannel.of(access.account(), kind.kind()).stream()
        .filter(channel -> ChannelReach.contains(access, channel, scope))
        .map(channel -> channel.id)
        .collect(Collectors.toUnmodifiableSet());
  }

  Optional<Pace> pace(AccountId account, UUID endpoint) {
    return StoredChannel.named(account, endpoint).flatMap(ChannelDesk::pace);
  }

  private static Optional<Pace> pace(StoredChannel channel) {
    int messages = channel.rateMessages == null ? 0 : channel.rateMessages;
    int window = channel.rateWindowSeconds == null ? 0 : channel.rateWindowSeconds;
    int digest = channel.digestSeconds == null ? 0 : channel.digestSeconds;
    return messages == 0 && digest == 0
        ? Optional.empty()
        : Optional.of(new Pace(messages, Duration.ofSeconds(window), Duration.ofSeconds(digest)));
  }

  void forget(@Observes CategoryDeleted event) {
    StoredChannel.forget(event.account(), event.category().uuid());
  }

  void forget(@Observes GroupDeleted event) {
    StoredChannel.forget(event.account(), event.group().uuid());
  }
}

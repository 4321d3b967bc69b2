package dev.belfry.statuspage.subscriber;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.platform.id.TypeId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Maintenance as the subscribers of a page were last told of it; gone when they know its end. */
@Entity
@Table(name = "statuspage_told_window")
class ToldWindow extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  UUID pageId;
  UUID windowId;
  String shownId;
  String name;
  @Nullable String description;
  Instant startsAt;
  @Nullable Instant endsAt;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<UUID> components;

  /** Null until it was called off for some: whoever wants to hear of none of these knows that. */
  @JdbcTypeCode(SqlTypes.ARRAY)
  @Nullable List<UUID> standing;

  boolean begun;
  Instant toldAt;

  static Optional<ToldWindow> of(Announcement one) {
    return find(
            "accountId = ?1 and pageId = ?2 and windowId = ?3",
            one.accountId,
            one.pageId,
            one.subjectId)
        .firstResultOptional();
  }

  /** What an announcement says is what they know from now on. */
  static void keep(Announcement one, PageNews.Maintenance news) {
    Optional<ToldWindow> known = of(one);
    switch (news.turn()) {
      case PLANNED, STARTED -> known.orElseGet(() -> fresh(one)).become(one, news);
      case ENDED, CANCELLED ->
          known
              .filter(told -> told.begun || told.shownId.equals(news.id()))
              .ifPresent(told -> told.ends(one.spared));
    }
  }

  private static ToldWindow fresh(Announcement one) {
    ToldWindow fresh = new ToldWindow();
    fresh.id = TypeId.next();
    fresh.accountId = one.accountId;
    fresh.pageId = one.pageId;
    fresh.windowId = one.subjectId;
    return fresh;
  }

  private void become(Announcement one, PageNews.Maintenance news) {
    shownId = news.id();
    name = news.name();
    description = news.description();
    startsAt = news.startsAt();
    endsAt = news.endsAt();
    components = news.components().stream().map(component -> component.id().uuid()).toList();
    standing = null;
    begun = news.turn() == PageNews.State.STARTED;
    toldAt = one.at;
    persist();
  }

  /** Whoever was spared is still to hear of it. */
  private void ends(@Nullable List<UUID> spared) {
    if (spared == null || spared.isEmpty()) {
      delete();
    } else {
      standing = spared;
    }
  }

  List<ComponentId> parts() {
    return components.stream().map(ComponentId::new).toList();
  }

  /** For which it was told and not called off again. */
  List<ComponentId> known() {
    return standing == null
        ? parts()
        : components.stream().filter(standing::contains).map(ComponentId::new).toList();
  }

  /** Nobody heard that it has begun, and it would be over. */
  boolean passed(Instant now) {
    return !begun && endsAt != null && !endsAt.isAfter(now);
  }
}

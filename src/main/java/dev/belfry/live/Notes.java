package dev.belfry.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.Place;
import dev.belfry.incident.IncidentBrief;
import dev.belfry.incident.IncidentChanged;
import dev.belfry.incident.IncidentOpened;
import dev.belfry.incident.IncidentResolved;
import dev.belfry.incident.IncidentUpdated;
import dev.belfry.monitor.LookRecorded;
import dev.belfry.monitor.MonitorChanged;
import dev.belfry.monitor.MonitorDeleted;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorTurned;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leaves a note of every change, in the transaction of the change. */
@ApplicationScoped
class Notes {
  private final MonitorService monitors;
  private final ObjectMapper mapper;
  private final InstantSource clock;

  Notes(MonitorService monitors, ObjectMapper mapper, InstantSource clock) {
    this.monitors = monitors;
    this.mapper = mapper;
    this.clock = clock;
  }

  /** Looks that change nothing come in batches, and are not told. */
  void hear(@Observes LookRecorded event) {
    write(event.account(), Note.MONITOR, event.monitor().uuid(), null, null);
  }

  /** Without a look; the others are told by theirs. */
  void hear(@Observes MonitorTurned event) {
    if (event.turn() == MonitorTurned.Turn.OVERDUE) {
      write(event.account(), Note.MONITOR, event.monitor().id().uuid(), null, null);
    }
  }

  void hear(@Observes MonitorChanged event) {
    String id = event.subject().id();
    if (id != null && !event.action().equals("monitor.checked")) {
      write(event.account(), Note.MONITOR, MonitorId.fromString(id).uuid(), null, null);
    }
  }

  /** Many come at once, and are told as they are when somebody reads of them. */
  void hear(@Observes MonitorChanged.Made event) {
    List<MonitorId> made = event.monitors();
    Panache.getEntityManager()
        .createNativeQuery(
            """
            insert into live_change (id, account_id, at, event, thing, group_ids)
            select v.id, ?1, ?2, ?3, v.thing, '{}' from unnest(cast(?4 as uuid[]), cast(?5 as uuid[])) v (id, thing)""")
        .setParameter(1, event.account().uuid())
        .setParameter(2, clock.instant())
        .setParameter(3, Note.MONITOR)
        .setParameter(4, made.stream().map(id -> TypeId.next()).toArray(UUID[]::new))
        .setParameter(5, made.stream().map(MonitorId::uuid).toArray(UUID[]::new))
        .executeUpdate();
  }

  void hear(@Observes MonitorDeleted event) {
    Place place =
        monitors.sights(event.account(), List.of(event.monitor())).stream()
            .map(sight -> sight.brief().place())
            .findFirst()
            .orElse(Place.in(event.subject().category()));
    write(
        event.account(),
        Note.MONITOR_GONE,
        event.monitor().uuid(),
        place,
        Map.of("id", event.monitor().text()));
  }

  void hear(@Observes IncidentOpened event) {
    tell(event.account(), event.action(), event.incident());
  }

  void hear(@Observes IncidentUpdated event) {
    tell(event.account(), event.action(), event.incident());
  }

  void hear(@Observes IncidentResolved event) {
    tell(event.account(), event.action(), event.incident());
  }

  void hear(@Observes IncidentChanged event) {
    tell(event.account(), event.action(), event.incident());
  }

  private void tell(AccountId account, String event, IncidentBrief incident) {
    write(account, event, incident.id().uuid(), incident.place(), incident);
  }

  private void write(
      AccountId account, String event, UUID thing, @Nullable Place place, @Nullable Object data) {
    Set<UUID> groups = place == null || place.groups() == null ? Set.of() : place.groups();
    Panache.getEntityManager()
        .createNativeQuery(
            """
            insert into live_change (id, account_id, at, event, thing, category_id, group_ids, data)
            values (?1, ?2, ?3, ?4, ?5, cast(?6 as uuid), ?7, cast(?8 as json))""")
        .setParameter(1, TypeId.next())
        .setParameter(2, account.uuid())
        .setParameter(3, clock.instant())
        .setParameter(4, event)
        .setParameter(5, thing)
        .setParameter(6, text(place))
        .setParameter(7, groups.toArray(UUID[]::new))
        .setParameter(8, json(data))
        .executeUpdate();
  }

  private static @Nullable String text(@Nullable Place place) {
    UUID category = place == null ? null : place.category();
    return category == null ? null : category.toString();
  }

  private @Nullable String json(@Nullable Object data) {
    try {
      return data == null ? null : mapper.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a note can be written", e);
    }
  }
}

package dev.belfry.notify.delivery;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.Channel;
import dev.belfry.notify.DeliveryId;
import dev.belfry.notify.DeliveryQuery;
import dev.belfry.notify.DeliveryStatus;
import dev.belfry.notify.DeliveryView;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.MessageId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.Stretch;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger of all endpoints that the caller may know of. */
@ApplicationScoped
public class DeliveryService {
  private final Access access;
  private final List<Channel> channels;
  private final Ledger ledger;
  private final Event<DeliveriesReplayed> events;
  private final InstantSource clock;

  DeliveryService(
      Access access,
      @All List<Channel> channels,
      Ledger ledger,
      Event<DeliveriesReplayed> events,
      InstantSource clock) {
    this.access = access;
    this.channels = channels;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /** Newest first. */
  @Transactional
  public Stretch<DeliveryView> list(
      ReplayFilter filter, @Nullable MessageId message, @Nullable Cursor after, int limit) {
    Set<DeliveryStatus> status = filter.status() == null ? Set.of() : Set.of(filter.status());
    return ledger.list(
        access.account(),
        query(filter, status, message, endpoints(Scope.DELIVERY_READ)),
        after,
        limit);
  }

  /**
   * @throws Problem 404 when the caller may not know of it
   */
  @Transactional
  public DeliveryView get(DeliveryId id) {
    return view(id, Scope.DELIVERY_READ).orElseThrow(Problem::notFound);
  }

  /**
   * Sends it again, now.
   *
   * @throws Problem 404 when the caller may not know of it, 403 when it may only look, 409 when it
   *     reached somebody outside of the account
   */
  public DeliveryView replay(DeliveryId id) {
    ReplayReport report = replay(new Replay(List.of(id), null, false));
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              if (report.matched() == 0) {
                throw notMatched(id);
              }
              return view(id, Scope.DELIVERY_REPLAY).orElseThrow(Problem::notFound);
            });
  }

  private Problem notMatched(DeliveryId id) {
    if (view(id, Scope.DELIVERY_REPLAY).isPresent()) {
      return Problem.of(
          ProblemType.CONFLICT, "It reached somebody outside of the account, who gets it once.");
    }
    return view(id, Scope.DELIVERY_READ).isPresent()
        ? AccessProblems.lacks(Scope.DELIVERY_REPLAY)
        : Problem.notFound();
  }

  private Optional<DeliveryView> view(DeliveryId id, Scope scope) {
    return ledger
        .list(access.account(), DeliveryQuery.named(List.of(id.uuid()), endpoints(scope)), null, 1)
        .data()
        .stream()
        .findFirst();
  }

  /**
   * Sends many again, what tells of one thing in its order.
   *
   * @throws Problem 422 for what contradicts itself
   */
  public ReplayReport replay(Replay replay) {
    replay
        .contradiction()
        .ifPresent(
            wrong -> {
              throw Problem.invalid(List.of(wrong));
            });
    List<Ledger.Entry> found = QuarkusTransaction.requiringNew().call(() -> matching(replay));
    List<Ledger.Entry> meant = found.stream().limit(Replay.MOST).toList();
    if (!replay.isDry() && !meant.isEmpty()) {
      again(meant);
    }
    int pending =
        (int) meant.stream().filter(one -> one.status() == DeliveryStatus.PENDING).count();
    return new ReplayReport(
        replay.isDry(),
        meant.size(),
        meant.size() - pending,
        pending,
        missing(replay, meant),
        found.size() > Replay.MOST);
  }

  private List<Ledger.Entry> matching(Replay replay) {
    Set<UUID> endpoints = endpoints(Scope.DELIVERY_REPLAY);
    ReplayFilter filter = replay.filter();
    List<DeliveryId> ids = replay.ids();
    DeliveryQuery query =
        filter != null
            ? query(filter, wanted(filter), null, endpoints)
            : DeliveryQuery.named(
                (ids == null ? List.<DeliveryId>of() : ids)
                    .stream().map(DeliveryId::uuid).collect(Collectors.toSet()),
                endpoints);
    return ledger.replayable(access.account(), query, Replay.MOST + 1);
  }

  private static Set<DeliveryStatus> wanted(ReplayFilter filter) {
    return filter.status() == null
        ? Set.of(DeliveryStatus.FAILED, DeliveryStatus.HELD)
        : Set.of(filter.status());
  }

  private void again(List<Ledger.Entry> entries) {
    QuarkusTransaction.requiringNew().run(() -> note(entries));
    List<UUID> unordered = new ArrayList<>();
    Map<UUID, List<UUID>> ordered = new LinkedHashMap<>();
    for (Ledger.Entry entry : entries) {
      UUID about = entry.about();
      List<UUID> ids =
          about == null ? unordered : ordered.computeIfAbsent(about, thing -> new ArrayList<>());
      ids.add(entry.id());
    }
    if (!unordered.isEmpty()) {
      QuarkusTransaction.requiringNew().run(() -> ledger.replay(access.account(), null, unordered));
    }
    ordered.forEach(
        (about, ids) ->
            QuarkusTransaction.requiringNew()
                .run(() -> ledger.replay(access.account(), about, ids)));
  }

  private void note(List<Ledger.Entry> entries) {
    boolean one = entries.size() == 1;
    events.fire(
        new DeliveriesReplayed(
            access.account(),
            access.actor(),
            new Subject(
                "delivery",
                one ? new DeliveryId(entries.getFirst().id()).text() : null,
                one ? null : entries.size() + " deliveries",
                null),
            clock.instant()));
  }

  private static List<DeliveryId> missing(Replay replay, List<Ledger.Entry> meant) {
    List<DeliveryId> ids = replay.ids();
    if (ids == null) {
      return List.of();
    }
    Set<UUID> found = meant.stream().map(Ledger.Entry::id).collect(Collectors.toSet());
    return new LinkedHashSet<>(ids).stream().filter(id -> !found.contains(id.uuid())).toList();
  }

  /** Those of which the caller holds the scope; null for all that there are and were. */
  private @Nullable Set<UUID> endpoints(Scope scope) {
    return access.pairs(scope).contains(Pair.ALL)
        ? null
        : channels.stream()
            .flatMap(channel -> channel.within(scope).stream())
            .collect(Collectors.toSet());
  }

  private DeliveryQuery query(
      ReplayFilter filter,
      Set<DeliveryStatus> status,
      @Nullable MessageId message,
      @Nullable Set<UUID> endpoints) {
    return new DeliveryQuery(
        status,
        narrowed(filter, endpoints),
        null,
        filter.type(),
        message == null ? null : message.uuid(),
        filter.from(),
        filter.to(),
        whose(filter, message));
  }

  /** Outsiders may be many, and are left out unless they are asked for. */
  private DeliveryQuery.Whose whose(ReplayFilter filter, @Nullable MessageId message) {
    Channel kind = kind(filter.channel()).orElse(null);
    if (kind != null) {
      return new DeliveryQuery.Whose(kind.kind(), kind.isForOutsiders());
    }
    boolean named = filter.webhook() != null || filter.channel() != null || message != null;
    return named ? DeliveryQuery.Whose.ALL : DeliveryQuery.Whose.OURS;
  }

  private Optional<Channel> kind(@Nullable String text) {
    return channels.stream().filter(channel -> channel.kind().equals(text)).findFirst();
  }

  private @Nullable Set<UUID> narrowed(ReplayFilter filter, @Nullable Set<UUID> endpoints) {
    String channel = kind(filter.channel()).isPresent() ? null : filter.channel();
    if (filter.webhook() == null && channel == null) {
      return endpoints;
    }
    Collection<UUID> asked =
        Stream.of(Optional.ofNullable(filter.webhook()), Optional.ofNullable(channel))
            .flatMap(Optional::stream)
            .flatMap(text -> id(text).stream())
            .toList();
    return asked.stream()
        .filter(id -> endpoints == null || endpoints.contains(id))
        .collect(Collectors.toSet());
  }

  /** Of no endpoint that there could be: nothing was sent there. */
  private Optional<UUID> id(String text) {
    return channels.stream()
        .map(Channel::prefix)
        .distinct()
        .flatMap(prefix -> TypeId.parse(prefix, text).stream())
        .findFirst();
  }
}

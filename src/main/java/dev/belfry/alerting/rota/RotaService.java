package dev.belfry.alerting.rota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberDeleted;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.alerting.book.Draft;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.book.RuleKind;
import dev.belfry.alerting.hours.Zones;
import dev.belfry.notify.channel.ChannelId;
import dev.belfry.notify.channel.Channels;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The life of rotas. */
@ApplicationScoped
@Transactional
public class RotaService {
  public static final RuleKind<NewRota> KIND =
      new RuleKind<>(
          "rota",
          "rotas",
          NewRota.class,
          new RuleKind.Verbs(
              Scope.ROTA_READ, Scope.ROTA_CREATE, Scope.ROTA_UPDATE, Scope.ROTA_DELETE),
          200);

  private static final Duration LONGEST = Duration.ofDays(92);

  private final RuleBook book;
  private final Access access;
  private final MemberDirectory members;
  private final Channels channels;
  private final MergePatch patches;
  private final InstantSource clock;

  RotaService(
      RuleBook book,
      Access access,
      MemberDirectory members,
      Channels channels,
      MergePatch patches,
      InstantSource clock) {
    this.book = book;
    this.access = access;
    this.members = members;
    this.channels = channels;
    this.patches = patches;
    this.clock = clock;
  }

  /** A rota with the version that edits compare. */
  public record Versioned(RotaView rota, long version) {
    private static Versioned of(Kept<NewRota> kept) {
      return new Versioned(RotaView.of(kept), kept.version());
    }
  }

  public Page<RotaView> list(PageRequest page) {
    return book.list(KIND, page).map(RotaView::of);
  }

  public Versioned get(RotaId id) {
    return Versioned.of(book.get(KIND, id));
  }

  public RotaView create(NewRota wanted) {
    return RotaView.of(book.create(KIND, new RotaId(TypeId.next()), checked(wanted, null)));
  }

  public Versioned replace(RotaId id, NewRota wanted, @Nullable String ifMatch) {
    return Versioned.of(book.edit(KIND, id, ifMatch, old -> checked(wanted, old.body())));
  }

  public Versioned patch(RotaId id, JsonNode patch, @Nullable String ifMatch) {
    return Versioned.of(
        book.edit(
            KIND,
            id,
            ifMatch,
            old -> checked(patches.apply(old.body(), patch, NewRota.class), old.body())));
  }

  public void delete(RotaId id) {
    book.delete(KIND, id);
  }

  /** Who is on call then, or now. */
  public RotaView.OnCallAt onCall(RotaId id, @Nullable Instant at) {
    Instant when = at == null ? clock.instant() : at;
    return new RotaView.OnCallAt(
        when,
        new Roster(book.get(KIND, id).body()).at(when).stream().map(RotaView.OnCall::of).toList());
  }

  /**
   * The shifts of some time, from now on and for two weeks where nothing is said.
   *
   * @throws Problem 400 when it is longer than 92 days
   */
  public RotaView.Schedule schedule(RotaId id, @Nullable Instant from, @Nullable Instant to) {
    Instant begin = from == null ? clock.instant() : from;
    Instant end = to == null ? begin.plus(Duration.ofDays(14)) : to;
    if (!begin.isBefore(end)) {
      throw Problem.parameter("to", "must be after from");
    }
    if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
      throw Problem.parameter("to", "must be at most 92 days after from");
    }
    return new RotaView.Schedule(
        begin,
        end,
        new Roster(book.get(KIND, id).body())
            .between(begin, end).stream().map(RotaView.ShiftView::of).toList());
  }

  void left(@Observes MemberDeleted event) {
    book.rewrite(KIND, event.account(), rota -> rota.without(event.member()));
  }

  private Draft<NewRota> checked(NewRota rota, @Nullable NewRota before) {
    List<Violation> wrong = new ArrayList<>();
    if (rota.timeZone() != null && !Zones.isKnown(rota.timeZone())) {
      wrong.add(Violation.at("/time_zone", "unknown", Zones.MESSAGE));
    }
    Known known = known(rota, before);
    for (int i = 0; i < rota.all().size(); i++) {
      checkLayer(rota.all().get(i), "/layers/" + i, known, wrong);
    }
    for (int i = 0; i < rota.exceptions().size(); i++) {
      NewRota.Cover override = rota.exceptions().get(i);
      String pointer = "/overrides/" + i;
      known.check(override.memberId(), override.channelIds(), pointer, wrong);
      if (!override.from().isBefore(override.to())) {
        wrong.add(Violation.at(pointer + "/to", "too_small", "must be after from"));
      }
      if (override.of() > rota.all().size()) {
        wrong.add(Violation.at(pointer + "/layer", "unknown", "there is no such layer"));
      }
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    return Draft.of(rota, rota.name(), Set.of());
  }

  private static void checkLayer(
      NewRota.Layer layer, String pointer, Known known, List<Violation> wrong) {
    if ((layer.rotation() == NewRota.Rotation.CUSTOM) == (layer.days() == null)) {
      wrong.add(
          Violation.at(pointer + "/days", "required", "is given just where rotation is custom"));
    }
    for (int i = 0; i < layer.members().size(); i++) {
      NewRota.Person person = layer.members().get(i);
      known.check(person.memberId(), person.channelIds(), pointer + "/members/" + i, wrong);
    }
  }

  /** Who and what may be named: what the caller may see, and what stood there before. */
  private Known known(NewRota rota, @Nullable NewRota before) {
    Set<UUID> there = new HashSet<>();
    Set<UUID> old = new HashSet<>();
    if (before != null) {
      memberIds(before).forEach(id -> old.add(id.uuid()));
      channelIds(before).forEach(id -> old.add(id.uuid()));
    }
    memberIds(rota)
        .distinct()
        .filter(id -> members.find(access.account(), id).isPresent())
        .forEach(id -> there.add(id.uuid()));
    there.addAll(channels.visible(channelIds(rota).map(Id::uuid).distinct().toList()));
    return new Known(there, old);
  }

  private record Known(Set<UUID> there, Set<UUID> before) {
    void check(
        MemberId member,
        @Nullable List<ChannelId> channels,
        String pointer,
        List<Violation> wrong) {
      if (isUnknown(member)) {
        wrong.add(Violation.at(pointer + "/member_id", "unknown", "is no member of this account"));
      }
      for (int i = 0; channels != null && i < channels.size(); i++) {
        if (isUnknown(channels.get(i))) {
          wrong.add(
              Violation.at(
                  pointer + "/channel_ids/" + i, "unknown", "is no channel that you may use"));
        }
      }
    }

    private boolean isUnknown(Id id) {
      return !there.contains(id.uuid()) && !before.contains(id.uuid());
    }
  }

  private static Stream<MemberId> memberIds(NewRota rota) {
    return Stream.concat(
        rota.all().stream()
            .flatMap(layer -> layer.members().stream())
            .map(NewRota.Person::memberId),
        rota.exceptions().stream().map(NewRota.Cover::memberId));
  }

  private static Stream<ChannelId> channelIds(NewRota rota) {
    return Stream.concat(
        rota.all().stream()
            .flatMap(layer -> layer.members().stream())
            .flatMap(person -> person.channels().stream()),
        rota.exceptions().stream()
            .filter(override -> override.channelIds() != null)
            .flatMap(override -> override.channelIds().stream()));
  }
}

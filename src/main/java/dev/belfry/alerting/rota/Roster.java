package dev.belfry.alerting.rota;

import dev.belfry.access.people.MemberId;
import dev.belfry.alerting.hours.Hours;
import dev.belfry.notify.channel.ChannelId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Who is on call at an instant. Pure: the same rota and instant give the same people. */
public final class Roster {
  private final NewRota rota;
  private final ZoneId zone;

  public Roster(NewRota rota) {
    this.rota = rota;
    this.zone = ZoneId.of(rota.timeZone() == null ? "UTC" : rota.timeZone());
  }

  /**
   * Somebody on call.
   *
   * @param layer from 1
   * @param override whether he stands in for another
   */
  public record Duty(int layer, MemberId member, List<ChannelId> channels, boolean override) {}

  /** Somebody on call from an instant (inclusive) to another (exclusive). */
  public record Shift(Duty duty, Instant from, Instant to) {}

  /** At most one in each layer, by layer. */
  public List<Duty> at(Instant at) {
    List<Duty> duties = new ArrayList<>();
    for (int layer = 1; layer <= rota.all().size(); layer++) {
      duty(layer, at).ifPresent(duties::add);
    }
    return duties;
  }

  /** Shifts that touch the time, cut at its ends; by layer and beginning. */
  public List<Shift> between(Instant from, Instant to) {
    List<Shift> shifts = new ArrayList<>();
    for (int layer = 1; layer <= rota.all().size(); layer++) {
      shifts.addAll(between(layer, from, to));
    }
    return shifts;
  }

  private List<Shift> between(int layer, Instant from, Instant to) {
    List<Shift> shifts = new ArrayList<>();
    SortedSet<Instant> edges = edges(layer, from, to);
    edges.add(to);
    Instant begin = from;
    for (Instant edge : edges) {
      Optional<Duty> duty = duty(layer, begin);
      if (duty.isPresent()) {
        Shift last = shifts.isEmpty() ? null : shifts.getLast();
        if (last != null && last.duty().equals(duty.get()) && last.to().equals(begin)) {
          shifts.set(shifts.size() - 1, new Shift(last.duty(), last.from(), edge));
        } else {
          shifts.add(new Shift(duty.get(), begin, edge));
        }
      }
      begin = edge;
    }
    return shifts;
  }

  private SortedSet<Instant> edges(int number, Instant from, Instant to) {
    NewRota.Layer layer = rota.all().get(number - 1);
    SortedSet<Instant> edges = hours(layer).edges(from, to);
    LocalDate last = LocalDate.ofInstant(to, zone);
    for (LocalDate day = LocalDate.ofInstant(from, zone).minusDays(1);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      edges.add(handOver(layer, day));
    }
    for (NewRota.Cover override : rota.exceptions()) {
      if (override.of() == number) {
        edges.add(override.from());
        edges.add(override.to());
      }
    }
    edges.removeIf(edge -> !edge.isAfter(from) || !edge.isBefore(to));
    return edges;
  }

  private Optional<Duty> duty(int number, Instant at) {
    for (NewRota.Cover override : rota.exceptions()) {
      if (override.of() == number && override.holds(at)) {
        return Optional.of(new Duty(number, override.memberId(), channels(override), true));
      }
    }
    NewRota.Layer layer = rota.all().get(number - 1);
    if (!hours(layer).isOpen(at)) {
      return Optional.empty();
    }
    return turn(layer, at)
        .map(person -> new Duty(number, person.memberId(), person.channels(), false));
  }

  private List<ChannelId> channels(NewRota.Cover override) {
    if (override.channelIds() != null) {
      return override.channelIds();
    }
    return rota.all().stream()
        .flatMap(layer -> layer.members().stream())
        .filter(person -> person.memberId().equals(override.memberId()))
        .map(NewRota.Person::channels)
        .findFirst()
        .orElse(List.of());
  }

  /**
   * Whose turn it is by the calendar alone; nobody's before the layer has begun, or where all have
   * left.
   */
  static Optional<NewRota.Person> turn(NewRota.Layer layer, Instant at, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    while (handOver(layer, day, zone).isAfter(at)) {
      day = day.minusDays(1);
    }
    while (!handOver(layer, day.plusDays(1), zone).isAfter(at)) {
      day = day.plusDays(1);
    }
    long days = ChronoUnit.DAYS.between(layer.startsOn(), day);
    if (days < 0 || layer.members().isEmpty()) {
      return Optional.empty();
    }
    long shift = days / layer.length();
    return Optional.of(layer.members().get((int) (shift % layer.members().size())));
  }

  private Optional<NewRota.Person> turn(NewRota.Layer layer, Instant at) {
    return turn(layer, at, zone);
  }

  private Instant handOver(NewRota.Layer layer, LocalDate day) {
    return handOver(layer, day, zone);
  }

  private static Instant handOver(NewRota.Layer layer, LocalDate day, ZoneId zone) {
    String time = layer.handOver();
    return ZonedDateTime.of(day, LocalTime.parse(time == null ? "09:00" : time), zone).toInstant();
  }

  private Hours hours(NewRota.Layer layer) {
    return new Hours(layer.restrictions() == null ? List.of() : layer.restrictions(), zone);
  }
}

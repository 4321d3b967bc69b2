package dev.belfry.alerting.rota;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.alerting.book.Kept;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rota as shown.
 *
 * @param ownerId who made or changed it last
 */
@Schema(name = "Rota")
public record RotaView(
    RotaId id,
    String name,
    @Nullable String description,
    String timeZone,
    List<NewRota.Layer> layers,
    List<NewRota.Cover> overrides,
    MemberId ownerId,
    List<ReachSpec> reach,
    Instant createdAt,
    Instant updatedAt) {
  static RotaView of(Kept<NewRota> kept) {
    NewRota rota = kept.body();
    return new RotaView(
        new RotaId(kept.id()),
        kept.name(),
        rota.description(),
        rota.timeZone() == null ? "UTC" : rota.timeZone(),
        rota.all(),
        rota.exceptions(),
        kept.owner(),
        ReachSpec.of(kept.reach()),
        kept.createdAt(),
        kept.updatedAt());
  }

  /**
   * Who is on call.
   *
   * @param layer from 1
   * @param override whether he stands in for another
   */
  @Schema(name = "OnCall")
  public record OnCall(int layer, MemberId memberId, boolean override) {
    static OnCall of(Roster.Duty duty) {
      return new OnCall(duty.layer(), duty.member(), duty.override());
    }
  }

  /**
   * At one instant.
   *
   * @param onCall by layer; a layer that is off duty is left out
   */
  @Schema(name = "OnCallAt")
  public record OnCallAt(Instant at, List<OnCall> onCall) {}

  /** From an instant (inclusive) to another (exclusive). */
  @Schema(name = "OnCallShift")
  public record ShiftView(
      int layer, MemberId memberId, boolean override, Instant from, Instant to) {
    static ShiftView of(Roster.Shift shift) {
      return new ShiftView(
          shift.duty().layer(),
          shift.duty().member(),
          shift.duty().override(),
          shift.from(),
          shift.to());
    }
  }

  /** Shifts by layer and beginning. */
  @Schema(name = "OnCallSchedule")
  public record Schedule(Instant from, Instant to, List<ShiftView> data) {}
}

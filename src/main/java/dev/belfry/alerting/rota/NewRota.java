package dev.belfry.alerting.rota;

import dev.belfry.access.people.MemberId;
import dev.belfry.alerting.hours.Window;
import dev.belfry.notify.channel.ChannelId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rota to be made, or what one is to become.
 *
 * @param timeZone of all local times; default UTC
 */
@RegisterForReflection
public record NewRota(
    @NotBlank @Size(max = 200) String name,
    @Size(max = 1000) @Nullable String description,
    @Size(max = 60) @Nullable String timeZone,
    @Size(max = 10) @Nullable List<@Valid @NotNull Layer> layers,
    @Size(max = 200) @Nullable List<@Valid @NotNull Cover> overrides) {

  /** How often a layer hands over. */
  @Schema(name = "RotaRotation")
  public enum Rotation {
    DAILY,
    WEEKLY,
    CUSTOM
  }

  /**
   * People who take turns.
   *
   * @param days between two hand-overs, where the rotation is custom
   * @param handOver local time, default 09:00
   * @param startsOn the first day of the first person, from the hand-over on
   * @param restrictions local hours outside of which the layer is off duty; absent: none
   */
  @RegisterForReflection
  @Schema(name = "RotaLayer")
  public record Layer(
      @Size(max = 200) @Nullable String name,
      @NotNull @Size(min = 1, max = 50) List<@Valid @NotNull Person> members,
      @NotNull Rotation rotation,
      @Min(1) @Max(366) @Nullable Integer days,
      @Pattern(regexp = Window.TIME, message = "must be a time such as 09:00")
          @Nullable String handOver,
      @NotNull LocalDate startsOn,
      @Size(min = 1, max = 20) @Nullable List<@Valid @NotNull Window> restrictions) {
    Layer without(MemberId gone) {
      return new Layer(
          name,
          members.stream().filter(person -> !person.memberId().equals(gone)).toList(),
          rotation,
          days,
          handOver,
          startsOn,
          restrictions);
    }

    int length() {
      return switch (rotation) {
        case DAILY -> 1;
        case WEEKLY -> 7;
        case CUSTOM -> days == null ? 1 : days;
      };
    }
  }

  /**
   * Somebody, and how he is reached.
   *
   * @param channelIds his contact channels
   */
  @RegisterForReflection
  @Schema(name = "RotaMember")
  public record Person(
      @NotNull MemberId memberId, @Size(max = 10) @Nullable List<@NotNull ChannelId> channelIds) {
    List<ChannelId> channels() {
      return channelIds == null ? List.of() : channelIds;
    }
  }

  /**
   * Somebody else for a while.
   *
   * @param layer from 1, default 1
   * @param channelIds absent: those that he has in the layers
   * @param to exclusive
   */
  @RegisterForReflection
  @Schema(name = "RotaOverride")
  public record Cover(
      @NotNull MemberId memberId,
      @Size(max = 10) @Nullable List<@NotNull ChannelId> channelIds,
      @Min(1) @Max(10) @Nullable Integer layer,
      @NotNull Instant from,
      @NotNull Instant to) {
    int of() {
      return layer == null ? 1 : layer;
    }

    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  List<Layer> all() {
    return layers == null ? List.of() : layers;
  }

  List<Cover> exceptions() {
    return overrides == null ? List.of() : overrides;
  }

  /** Somebody leaves: the others take his turns. A layer may be left without anybody. */
  NewRota without(MemberId gone) {
    return new NewRota(
        name,
        description,
        timeZone,
        layers == null ? null : layers.stream().map(layer -> layer.without(gone)).toList(),
        overrides == null
            ? null
            : overrides.stream().filter(override -> !override.memberId().equals(gone)).toList());
  }
}

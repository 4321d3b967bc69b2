package dev.belfry.check.ping;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.check.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A host to ping. Absent fields get their defaults at once.
 *
 * @param host a name, or an IPv4 or IPv6 address
 * @param packets how many requests a look sends, a fifth of a second apart; 3 unless given
 * @param maxLossPercent DOWN when more than so many percent are lost; 99 unless given: one answer
 *     is enough
 * @param warnLossPercent DEGRADED when more than so many percent are lost; never unless given
 */
@RegisterForReflection
@Schema(name = "PingTarget")
public record PingTarget(
    @NotNull @Size(min = 1, max = 253) String host,
    @Min(1) @Max(20) Integer packets,
    @Min(0) @Max(99) Integer maxLossPercent,
    @Min(0) @Max(99) @Nullable Integer warnLossPercent)
    implements Target {
  private static final int PACKETS = 3;
  private static final int MAX_LOSS = 99;

  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public PingTarget(
      String host,
      @Nullable Integer packets,
      @Nullable Integer maxLossPercent,
      @Nullable Integer warnLossPercent) {
    this.host = host;
    this.packets = requireNonNullElse(packets, PACKETS);
    this.maxLossPercent = requireNonNullElse(maxLossPercent, MAX_LOSS);
    this.warnLossPercent = warnLossPercent;
  }

  @Override
  public String address() {
    return host;
  }

  @Override
  public Set<String> secretPointers() {
    return Set.of();
  }
}

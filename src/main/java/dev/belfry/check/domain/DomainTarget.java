package dev.belfry.check.domain;

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
 * The registration of a domain. Absent fields get their defaults at once.
 *
 * @param domain as it was registered, such as {@code example.org}; names in other scripts are taken
 *     too
 * @param warnDays DEGRADED when it ends within so many days; 30 unless given
 * @param criticalDays DOWN when it ends within so many days; 7 unless given
 */
@RegisterForReflection
@Schema(name = "DomainTarget")
public record DomainTarget(
    @NotNull @Size(min = 3, max = 253) String domain,
    @Min(0) @Max(365) Integer warnDays,
    @Min(0) @Max(365) Integer criticalDays)
    implements Target {
  private static final int WARN_DAYS = 30;
  private static final int CRITICAL_DAYS = 7;

  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public DomainTarget(String domain, @Nullable Integer warnDays, @Nullable Integer criticalDays) {
    this.domain = domain;
    this.warnDays = requireNonNullElse(warnDays, WARN_DAYS);
    this.criticalDays = requireNonNullElse(criticalDays, CRITICAL_DAYS);
  }

  @Override
  public String address() {
    return domain;
  }

  /** Its registry: the servers of one top-level domain are one's own. */
  @Override
  public String host() {
    return domain.substring(domain.lastIndexOf('.') + 1);
  }

  @Override
  public Set<String> secretPointers() {
    return Set.of();
  }
}

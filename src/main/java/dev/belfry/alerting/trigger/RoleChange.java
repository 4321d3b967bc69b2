package dev.belfry.alerting.trigger;

import dev.belfry.alerting.role.NotificationRoleId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Other roles for many triggers: of those with these ids, those that match, or all that the caller
 * sees. To each some are added and some are taken out, or all are replaced.
 *
 * @param all must be said, and true, where neither ids nor a filter are given
 * @param dryRun tells what would change, and changes nothing
 */
@RegisterForReflection
public record RoleChange(
    @Size(min = 1, max = 500) @Nullable List<@NotNull TriggerId> ids,
    @Valid @Nullable Filter filter,
    @Nullable Boolean all,
    @Size(max = 50) @Nullable List<@NotNull NotificationRoleId> add,
    @Size(max = 50) @Nullable List<@NotNull NotificationRoleId> remove,
    @Size(max = 50) @Nullable List<@NotNull NotificationRoleId> replace,
    @Nullable Boolean dryRun) {

  /**
   * All that is given must hold.
   *
   * @param roleId among its roles
   * @param event for which it rings
   * @param name a part of its name, in any case
   */
  @RegisterForReflection
  @Schema(name = "TriggerFilter")
  public record Filter(
      @Nullable NotificationRoleId roleId,
      @Size(max = 60) @Nullable String event,
      @Size(max = 200) @Nullable String name,
      @Nullable Boolean enabled) {}

  boolean onlyTries() {
    return dryRun != null && dryRun;
  }

  /**
   * What came of it.
   *
   * @param changed how many have other roles now, or would have
   * @param refused those that the caller may not change
   */
  @Schema(name = "RoleChangeReport")
  public record Report(
      int matched, int changed, int unchanged, List<Refused> refused, boolean dryRun) {}

  /**
   * A trigger that stays as it is.
   *
   * @param code {@code not_allowed} or {@code too_many_roles}
   */
  @Schema(name = "RoleChangeRefused")
  public record Refused(TriggerId id, String name, String code) {}
}

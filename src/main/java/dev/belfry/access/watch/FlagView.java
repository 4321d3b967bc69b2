package dev.belfry.access.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.platform.event.Subject;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A flag as shown and told.
 *
 * @param at when it was noticed
 * @param calls how many, where that is what is suspicious
 * @param usualCalls how many would be usual
 * @param disabledAt when it disabled the key; null where it did not
 */
@Schema(name = "Flag")
@RegisterForReflection
public record FlagView(
    FlagId id,
    FlagKind kind,
    Who subject,
    Instant at,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String address,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String network,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long calls,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long usualCalls,
    @Nullable Instant disabledAt,
    @Nullable Instant dismissedAt,
    @Nullable String dismissedBy) {

  /**
   * A key, a member or the account as a whole.
   *
   * @param type {@code key}, {@code member} or {@code account}
   */
  @Schema(name = "FlagSubject")
  @RegisterForReflection
  public record Who(String type, @Nullable String id, @Nullable String name) {}

  static FlagView of(Flag flag) {
    Subject subject = Subjects.of(flag.subjectKind, flag.subjectId, flag.subjectName);
    return new FlagView(
        new FlagId(flag.id),
        FlagKind.named(flag.kind).orElseThrow(),
        new Who(subject.type(), subject.id(), subject.name()),
        flag.at,
        flag.address,
        flag.network,
        flag.calls,
        flag.usualCalls,
        flag.disabledAt,
        flag.dismissedAt,
        flag.dismissedBy);
  }
}

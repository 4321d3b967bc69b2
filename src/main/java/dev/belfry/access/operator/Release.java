package dev.belfry.access.operator;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * How an address is released.
 *
 * @param leaveWithoutAdmin whether accounts may be left in which nobody may do everything; without
 *     it that is a 409
 */
@RegisterForReflection
record Release(@Nullable Boolean leaveWithoutAdmin) {
  boolean sparesAdmins() {
    return !Boolean.TRUE.equals(leaveWithoutAdmin);
  }
}

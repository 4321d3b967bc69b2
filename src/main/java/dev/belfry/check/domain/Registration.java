package dev.belfry.check.domain;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a registry says of a domain.
 *
 * @param ends null where it does not say
 * @param statuses EPP codes in lower case without spaces (RFC 5731, RFC 8056): {@code clienthold}
 */
record Registration(boolean exists, @Nullable Instant ends, Set<String> statuses) {
  static final Registration NONE = new Registration(false, null, Set.of());
}

package dev.belfry.access.key;

import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an edit did to a key, for the log book: all that is shown of it but its use. */
@ApplicationScoped
class KeyHistory {
  private static final Set<String> SECRET = Set.of("key");
  private static final Set<String> NOT_EDITED =
      Set.of(
          "id",
          "hint",
          "immutable",
          "last_used_at",
          "last_used_address",
          "last_used_user_agent",
          "calls_this_month");

  private final Changes changes;

  KeyHistory(Changes changes) {
    this.changes = changes;
  }

  List<Change> between(@Nullable KeyView before, KeyView after) {
    return changes.between(before, after, SECRET).stream()
        .filter(change -> !NOT_EDITED.contains(change.field()))
        .toList();
  }
}

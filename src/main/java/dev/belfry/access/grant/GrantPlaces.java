package dev.belfry.access.grant;

import dev.belfry.access.grant.PlaceKeeper.Dimension;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Whether what grants name is there: an id that was mistyped would silently reach nothing. */
@ApplicationScoped
public class GrantPlaces {
  private final List<PlaceKeeper> keepers;

  GrantPlaces(@All List<PlaceKeeper> keepers) {
    this.keepers = keepers.stream().sorted(Comparator.comparing(PlaceKeeper::dimension)).toList();
  }

  /**
   * For whoever holds all that he wants to give: others must not learn of ids by the answer.
   *
   * @param kept grants from before, of which what is no more there does not hinder an edit
   * @throws Problem 422 naming every category and group that the account does not have
   */
  public void require(AccountId account, List<GrantSpec> wanted, List<GrantSpec> kept) {
    List<Violation> wrong = new ArrayList<>();
    for (PlaceKeeper keeper : keepers) {
      Dimension dimension = keeper.dimension();
      Set<UUID> before = new HashSet<>(named(kept, dimension).values());
      Map<String, UUID> named = named(wanted, dimension);
      named.values().removeAll(before);
      Set<UUID> there =
          named.isEmpty() ? Set.of() : keeper.existing(account, new HashSet<>(named.values()));
      String message =
          dimension == Dimension.CATEGORY
              ? "is no category of this account"
              : "is no group of this account";
      named.forEach(
          (pointer, id) -> {
            if (!there.contains(id)) {
              wrong.add(Violation.at(pointer, "unknown", message));
            }
          });
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  /** By the pointers at which they stand. */
  private static Map<String, UUID> named(List<GrantSpec> specs, Dimension dimension) {
    Map<String, UUID> named = new LinkedHashMap<>();
    for (int i = 0; i < specs.size(); i++) {
      named.putAll(specs.get(i).named("/grants/" + i, dimension));
    }
    return named;
  }
}

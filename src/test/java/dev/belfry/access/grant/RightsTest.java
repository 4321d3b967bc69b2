package dev.belfry.access.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RightsTest {
  private static final UUID DEV = new UUID(0, 1);
  private static final UUID PROD = new UUID(0, 2);

  @Test
  @Checklist(67)
  void pairsAreNeverTakenApart() {
    Rights rights =
        rights(grant(at(DEV), Scope.MONITOR_UPDATE), grant(at(PROD), Scope.MONITOR_READ));
    assertTrue(rights.allows(Scope.MONITOR_UPDATE, Place.in(DEV)));
    assertFalse(rights.allows(Scope.MONITOR_UPDATE, Place.in(PROD)));
    assertFalse(rights.allows(Scope.MONITOR_READ, Place.in(DEV)));
  }

  @Test
  @Checklist({50, 67})
  void emptyMeansNothingAndAllIsSaid() {
    assertFalse(
        rights(grant(Selection.of(Set.of()), Scope.MONITOR_READ))
            .allows(Scope.MONITOR_READ, Place.in(DEV)));
    assertTrue(
        rights(grant(Selection.ALL, Scope.MONITOR_READ))
            .allows(Scope.MONITOR_READ, Place.in(null)));
    assertFalse(
        rights(grant(at(DEV), Scope.MONITOR_READ)).allows(Scope.MONITOR_READ, Place.in(null)));
  }

  @Test
  void whatATypeDoesNotDeclareIsIgnoredAndWhatIsInNoneNeedsAll() {
    Rights narrow = rights(pair(at(DEV), at(PROD), Scope.GROUP_READ));
    assertTrue(narrow.allows(Scope.GROUP_READ, Place.in(DEV)));
    assertTrue(narrow.allows(Scope.GROUP_READ, Place.among(Set.of(PROD))));
    assertFalse(narrow.allows(Scope.GROUP_READ, Place.among(Set.of())));
    assertFalse(narrow.allows(Scope.GROUP_READ, new Place(DEV, Set.of())));
    assertFalse(narrow.allowsSome(Scope.GROUP_READ, new Place(DEV, Set.of())));
    assertTrue(narrow.allows(Scope.GROUP_READ, new Place(DEV, Set.of(PROD))));
    assertFalse(narrow.allows(Scope.GROUP_READ, new Place(DEV, Set.of(PROD, DEV))));
    assertTrue(narrow.allowsSome(Scope.GROUP_READ, new Place(DEV, Set.of(PROD, DEV))));
  }

  @Test
  void aQueryAsksForThePairsAndForNoMoreOfThemThanItMust() {
    ReachCondition none = condition();
    assertEquals("(1 = 0)", none.text());
    assertEquals("(1 = 0)", condition(new Pair(Selection.NONE, Selection.ALL)).text());
    assertEquals("(1 = 1)", condition(new Pair(at(DEV), at(DEV)), Pair.ALL).text());
    ReachCondition two = condition(new Pair(at(DEV), at(PROD)), new Pair(Selection.ALL, at(DEV)));
    assertEquals("(c in :reach0 and g in :reach1 or g in :reach2)", two.text());
    assertEquals(
        Map.of("reach0", List.of(DEV), "reach1", List.of(PROD), "reach2", List.of(DEV)),
        two.values());
  }

  private static ReachCondition condition(Pair... pairs) {
    return ReachCondition.of(List.of(pairs), "c", "g in ?");
  }

  private static Grant pair(Selection categories, Selection groups, Scope... scopes) {
    return new Grant(Set.of(scopes), false, categories, groups);
  }

  @Test
  void aMeetingHoldsWhatBothHold() {
    Rights key = rights(grant(Selection.ALL, Scope.MONITOR_READ, Scope.MONITOR_DELETE));
    Rights owner = rights(grant(at(DEV), Scope.MONITOR_READ, Scope.KEY_READ));
    Rights both = key.meet(owner);
    assertTrue(both.allows(Scope.MONITOR_READ, Place.in(DEV)));
    assertFalse(both.allows(Scope.MONITOR_READ, Place.in(PROD)));
    assertFalse(both.allows(Scope.MONITOR_DELETE));
    assertFalse(both.allows(Scope.KEY_READ));
    assertEquals(at(DEV), both.reach(Scope.MONITOR_READ));
  }

  @Test
  void nothingCanBeHandedOutThatOneGrantDoesNotHold() {
    Rights mine =
        rights(grant(at(DEV, PROD), Scope.MONITOR_READ), grant(at(DEV), Scope.MONITOR_UPDATE));
    assertEquals(
        Set.of(), mine.missing(rights(grant(at(DEV), Scope.MONITOR_READ, Scope.MONITOR_UPDATE))));
    assertEquals(
        Set.of(Scope.MONITOR_UPDATE),
        mine.missing(rights(grant(at(PROD), Scope.MONITOR_READ, Scope.MONITOR_UPDATE))));
    assertEquals(
        Set.of(Scope.MONITOR_READ), mine.missing(rights(grant(Selection.ALL, Scope.MONITOR_READ))));
    assertFalse(mine.missing(Rights.EVERYTHING).isEmpty());
    assertEquals(Set.of(), Rights.EVERYTHING.missing(Rights.EVERYTHING));
  }

  @Test
  void macrosLeaveOutWhatIsSensitive() {
    assertTrue(ScopeNames.expand("*:read").contains(Scope.MONITOR_READ));
    assertFalse(ScopeNames.expand("*:read").contains(Scope.KEY_READ));
    assertEquals(
        Set.of(Scope.MONITOR_CREATE, Scope.MONITOR_UPDATE, Scope.MONITOR_DELETE),
        ScopeNames.expand("monitor:write"));
    assertTrue(ScopeNames.expand("monitor:*").contains(Scope.MONITOR_PAUSE));
    assertEquals(Set.of(), ScopeNames.expand("monitor:fly"));
    assertEquals(Set.of(), ScopeNames.expand("monitor"));
    assertEquals(Set.of(), ScopeNames.expand(""));
  }

  /**
   * Two hundred of each side would be forty thousand; beyond the bound there is less, never more.
   */
  @Test
  void aMeetingOfManyGrantsIsBounded() {
    List<Grant> many = new java.util.ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(grant(at(new UUID(1, i), DEV), Scope.MONITOR_READ));
    }
    Rights both = new Rights(many).meet(new Rights(many));
    assertTrue(both.grants().size() <= 200, "there are " + both.grants().size());
    assertTrue(both.allows(Scope.MONITOR_READ, Place.in(DEV)));
    assertEquals(Set.of(), new Rights(many).missing(both));
  }

  private static Rights rights(Grant... grants) {
    return new Rights(List.of(grants));
  }

  private static Grant grant(Selection categories, Scope... scopes) {
    return new Grant(Set.of(scopes), false, categories, Selection.ALL);
  }

  private static Selection at(UUID... ids) {
    return Selection.of(Set.of(ids));
  }
}

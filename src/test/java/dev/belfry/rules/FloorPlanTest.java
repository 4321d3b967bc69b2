package dev.belfry.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Arrows point only as the floor plan of the README says. */
class FloorPlanTest {
  private static final String ROOT = "dev.belfry";
  private static final Set<String> EMPTY_NAMES =
      Set.of(
          "util", "utils", "common", "shared", "base", "helper", "support", "misc", "core",
          "manager");

  /** Nouns below the room that they stand in: everybody in the room may use them. */
  private static final Set<String> WINGS =
      Set.of(
          "access.grant",
          "access.people",
          "access.credential",
          "access.session",
          "access.usage",
          "alerting.book",
          "alerting.escalation",
          "alerting.hours",
          "alerting.role",
          "alerting.rota",
          "heartbeat.schedule",
          "incident.grouping",
          "incident.page",
          "incident.text",
          "maintenance.schedule",
          "monitor.listing",
          "monitor.standing",
          "monitor.network",
          "monitor.report",
          "notify.gate",
          "statuspage.published");

  private final JavaClasses classes = House.mainClasses();

  @Test
  void everyArrowIsInTheFloorPlan() throws IOException {
    FloorPlan plan = FloorPlan.read();
    assertFalse(plan.mayUse().isEmpty(), "the README has a floor plan");
    Set<String> forbidden = new TreeSet<>();
    for (JavaClass from : classes) {
      String room = room(from);
      for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
        String other = room(arrow.getTargetClass());
        if (!room.isEmpty()
            && !other.isEmpty()
            && !plan.mayUse().getOrDefault(room, Set.of()).contains(other)) {
          forbidden.add(room + " -> " + other + ": " + arrow.getDescription());
        }
      }
    }
    assertEquals(Set.of(), forbidden);
  }

  @Test
  void everyPackageIsInARoom() throws IOException {
    Set<String> rooms = FloorPlan.read().mayUse().keySet();
    List<String> homeless =
        classes.stream()
            .filter(type -> !type.getPackageName().equals(ROOT) && !rooms.contains(room(type)))
            .map(JavaClass::getName)
            .toList();
    assertEquals(List.of(), homeless);
  }

  /** An alcove uses its room, never a sibling; the room never names its alcoves. */
  @Test
  void alcovesUseTheirRoomAndNotEachOther() {
    Set<String> forbidden = new TreeSet<>();
    for (JavaClass from : classes) {
      for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
        String one = alcove(from);
        String other = alcove(arrow.getTargetClass());
        boolean sameRoom =
            room(from).equals(room(arrow.getTargetClass())) && !room(from).equals("platform");
        boolean wing = WINGS.contains(room(from) + "." + other);
        if (sameRoom && !room(from).isEmpty() && !other.isEmpty() && !one.equals(other) && !wing) {
          forbidden.add(arrow.getDescription());
        }
      }
    }
    assertEquals(Set.of(), forbidden);
  }

  @Test
  void noPackageHasANameThatSaysNothing() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      for (String part : type.getPackageName().split("\\.")) {
        if (EMPTY_NAMES.contains(part)) {
          found.add(type.getPackageName());
        }
      }
    }
    assertEquals(Set.of(), found);
  }

  private static String room(JavaClass type) {
    return part(type, 2);
  }

  private static String alcove(JavaClass type) {
    return part(type, 3);
  }

  private static String part(JavaClass type, int index) {
    String[] parts = type.getPackageName().split("\\.");
    boolean ours = type.getPackageName().startsWith(ROOT) && parts.length > index;
    return ours ? parts[index] : "";
  }
}

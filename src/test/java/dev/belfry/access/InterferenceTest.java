package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two accounts that do what comes, each answered as if the other did not exist. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class InterferenceTest {
  private static final int STEPS = 120;

  @Inject House house;
  @Inject TestClock clock;

  @ParameterizedTest
  @Checklist({55, 56, 58})
  @ValueSource(longs = {20_301, 4_711})
  void nobodyNoticesAnother(long seed) {
    Player one = new Player(house.alice(), seed);
    Player two = new Player(house.alice(), seed + 1);
    one.meets(two);
    two.meets(one);
    List<String> together = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      clock.advanceSeconds(1);
      together.add(one.step());
      two.step();
    }
    Player alone = new Player(house.alice(), seed);
    List<String> apart = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      clock.advanceSeconds(1);
      apart.add(alone.step());
      assertEquals(apart.getLast(), together.get(i), "step " + i + " of seed " + seed);
    }
    for (String status : new String[] {" 200 ", " 201 ", " 204 ", " 404 ", " 409 ", " 422 "}) {
      assertTrue(apart.stream().anyMatch(told -> told.contains(status)), status + "never came");
    }
  }
}

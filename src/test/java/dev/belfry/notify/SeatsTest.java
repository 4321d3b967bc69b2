package dev.belfry.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeatsTest {
  private final UUID account = UUID.randomUUID();
  private final UUID slow = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final List<String> seated = new ArrayList<>();

  private static Seats seats(int all, int ofOneAccount, int toOneEndpoint) {
    return new Seats(new Seats.Bounds(all, ofOneAccount, toOneEndpoint, 100));
  }

  private Seats.Guest guest(UUID endpoint, String name) {
    return new Seats.Guest(account, endpoint, () -> seated.add(name));
  }

  @Test
  void leavesRoomForOthers() {
    Seats seats = seats(9, 9, 2);
    Stream.of("1", "2", "3", "4").forEach(name -> seats.come(guest(slow, name)));
    seats.come(guest(other, "other"));
    assertEquals(List.of("1", "2", "other"), seated);
  }

  @Test
  void givesASeatThatWasLeftToTheFirstWhoMayHaveIt() {
    Seats seats = seats(3, 9, 2);
    Stream.of("1", "2", "3", "4").forEach(name -> seats.come(guest(slow, name)));
    seats.come(guest(other, "other 1"));
    seats.come(guest(other, "other 2"));
    assertEquals(List.of("1", "2", "other 1"), seated);
    seats.leave(account, other);
    assertEquals("other 2", seated.getLast());
    seats.leave(account, slow);
    assertEquals("3", seated.getLast());
    seats.leave(account, slow);
    assertEquals("4", seated.getLast());
  }

  @Test
  void endpointsTakeTurns() {
    Seats seats = seats(1, 9, 9);
    Stream.of("0", "1", "2", "3").forEach(name -> seats.come(guest(slow, name)));
    Stream.of("a", "b").forEach(name -> seats.come(guest(other, name)));
    IntStream.range(0, 5).forEach(i -> seats.leave(account, slow));
    assertEquals(List.of("0", "1", "a", "2", "b", "3"), seated);
  }

  @Test
  void oneAccountDoesNotTakeThemAll() {
    Seats seats = seats(3, 2, 2);
    IntStream.range(0, 3).forEach(i -> seats.come(guest(UUID.randomUUID(), "mine " + i)));
    seats.come(new Seats.Guest(UUID.randomUUID(), other, () -> seated.add("another's")));
    assertEquals(List.of("mine 0", "mine 1", "another's"), seated);
  }

  @Test
  void saysWhereAsManyWaitAsMaySitAndWhenItIsOver() {
    Seats seats = seats(9, 3, 2);
    Stream.of("1", "2", "3").forEach(name -> seats.come(guest(slow, name)));
    assertEquals(Set.of(), seats.crowded());
    seats.come(guest(slow, "4"));
    assertEquals(Set.of(slow), seats.crowded());
    seats.come(guest(other, "other 1"));
    seats.come(guest(other, "other 2"));
    assertEquals(Set.of(slow, account), seats.crowded());
    assertTrue(seats.leave(account, slow), "no longer crowded");
    assertEquals(Set.of(), seats.crowded());
    assertFalse(seats.leave(account, slow), "as before");
  }

  @Test
  void saysHowManyMayCome() {
    Seats seats = new Seats(new Seats.Bounds(2, 2, 2, 1));
    assertEquals(3, seats.room());
    Stream.of("1", "2").forEach(name -> seats.come(guest(slow, name)));
    assertEquals(1, seats.room());
    seats.come(guest(slow, "3"));
    assertEquals(0, seats.room());
    assertTrue(seats.leave(account, slow), "there is room again");
    assertEquals(1, seats.room());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void seatsEverybodyOnceInTheOrderOfTheirEndpointAndWithinTheBounds(long seed) {
    Random random = new Random(seed);
    Seats seats = seats(7, 4, 2);
    List<UUID> accounts = Stream.generate(UUID::randomUUID).limit(3).toList();
    List<UUID> endpoints = Stream.generate(UUID::randomUUID).limit(9).toList();
    Map<UUID, List<Integer>> came = new HashMap<>();
    Map<UUID, List<Integer>> sat = new HashMap<>();
    Deque<Integer> sitting = new ArrayDeque<>();
    for (int step = 0; step < 500 || !sitting.isEmpty(); step++) {
      if (step < 500 && random.nextInt(5) < 3) {
        int which = random.nextInt(9);
        int number = step;
        UUID endpoint = endpoints.get(which);
        came.computeIfAbsent(endpoint, none -> new ArrayList<>()).add(number);
        Runnable go =
            () -> {
              sat.computeIfAbsent(endpoint, none -> new ArrayList<>()).add(number);
              sitting.add(which);
            };
        seats.come(new Seats.Guest(accounts.get(which % 3), endpoint, go));
      } else if (!sitting.isEmpty()) {
        int which = sitting.remove();
        seats.leave(accounts.get(which % 3), endpoints.get(which));
      }
      assertTrue(sitting.size() <= 7);
      for (int i = 0; i < 9; i++) {
        int which = i;
        assertTrue(sitting.stream().filter(one -> one == which).count() <= 2);
        assertTrue(sitting.stream().filter(one -> one % 3 == which % 3).count() <= 4);
      }
    }
    assertEquals(came, sat);
    assertEquals(107, seats.room());
  }
}

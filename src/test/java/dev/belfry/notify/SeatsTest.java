package dev.belfry.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeatsTest {
  private final UUID slow = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final Seats seats = new Seats(3, 2);

  @Test
  void leavesRoomForOthers() {
    assertTrue(seats.take(slow));
    assertTrue(seats.take(slow));
    assertFalse(seats.take(slow));
    assertTrue(seats.take(other));
    assertEquals(0, seats.free());
    assertFalse(seats.take(other));
  }

  @Test
  void givesASeatThatWasLeft() {
    assertTrue(seats.take(slow));
    assertTrue(seats.take(slow));
    seats.leave(slow);
    assertEquals(2, seats.free());
    assertTrue(seats.take(slow));
    seats.leave(slow);
    seats.leave(slow);
    assertEquals(3, seats.free());
  }
}

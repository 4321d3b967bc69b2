package dev.belfry.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeatsTest {
  private final UUID account = UUID.randomUUID();
  private final UUID slow = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final Seats seats = new Seats(3, 3, 2);

  @Test
  void leavesRoomForOthers() {
    assertTrue(seats.take(account, slow));
    assertTrue(seats.take(account, slow));
    assertFalse(seats.take(account, slow));
    assertTrue(seats.take(account, other));
    assertEquals(0, seats.free());
    assertFalse(seats.take(account, other));
  }

  @Test
  void givesASeatThatWasLeft() {
    assertTrue(seats.take(account, slow));
    assertTrue(seats.take(account, slow));
    seats.leave(account, slow);
    assertEquals(2, seats.free());
    assertTrue(seats.take(account, slow));
    seats.leave(account, slow);
    seats.leave(account, slow);
    assertEquals(3, seats.free());
  }

  @Test
  void oneAccountDoesNotTakeThemAll() {
    Seats few = new Seats(3, 2, 2);
    assertTrue(few.take(account, UUID.randomUUID()));
    assertTrue(few.take(account, UUID.randomUUID()));
    assertFalse(few.take(account, UUID.randomUUID()));
    assertTrue(few.take(UUID.randomUUID(), other));
  }
}

package dev.belfry.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalCurbTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:30Z");
  private final AccountId account = AccountId.next();
  private final RefusalCurb curb = new RefusalCurb();

  @Test
  void loginsOfManyUsersFromOneAddressAreBound() {
    for (int i = 0; i < RefusalCurb.ONE_BY_ONE; i++) {
      assertTrue(curb.admits(login("usr_" + i), "192.0.2.1"));
    }
    assertFalse(curb.admits(login("usr_other"), "192.0.2.1"));
    assertTrue(curb.admits(login("usr_other"), "192.0.2.2"));
    assertEquals(1, curb.take(null).size());
    assertEquals(List.of(), curb.take(null), "what was told is forgotten");
  }

  @Test
  void accountsDoNotKnowEachOther() {
    for (int i = 0; i <= RefusalCurb.ONE_BY_ONE; i++) {
      curb.admits(login("usr_1"), "192.0.2.1");
    }
    assertTrue(
        curb.admits(
            new RefusalsCounted(
                AccountId.next(),
                Actor.ANONYMOUS,
                new Subject("user", "usr_1", null, null),
                NOW,
                List.of()),
            "192.0.2.1"));
  }

  @Test
  void aMinuteIsSummedUpWhenItIsOver() {
    for (int i = 0; i < RefusalCurb.ONE_BY_ONE + 3; i++) {
      curb.admits(login("usr_1"), "192.0.2.1");
    }
    assertEquals(List.of(), curb.take(NOW.plusSeconds(29)));
    List<RefusalCurb.Summary> due = curb.take(NOW.plusSeconds(30));
    assertEquals(3, due.getFirst().count());
    assertEquals(1, due.size());
  }

  private RefusalsCounted login(String user) {
    return new RefusalsCounted(
        account, Actor.ANONYMOUS, new Subject("user", user, null, null), NOW, List.of());
  }
}

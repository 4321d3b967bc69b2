package dev.belfry.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailPaceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final MailOutcome AWAY = MailOutcome.temporary("away", null, 1);

  @Test
  void onlyWhatMayStillBeTakenIsTriedAgain() {
    Instant late = NOW.plus(Duration.ofDays(1));
    for (MailOutcome done :
        List.of(MailOutcome.sent(1), MailOutcome.permanent("no", 550, 1), MailOutcome.OFF)) {
      assertEquals(Optional.empty(), MailPace.next(done, 0, NOW, late));
    }
    assertEquals(Optional.of(NOW.plusSeconds(15)), MailPace.next(AWAY, 0, NOW, late));
    assertEquals(Optional.of(NOW.plusSeconds(60)), MailPace.next(AWAY, 1, NOW, late));
    assertEquals(Optional.of(NOW.plusSeconds(900)), MailPace.next(AWAY, 99, NOW, late));
    assertEquals(Optional.empty(), MailPace.next(AWAY, 0, NOW, NOW.plusSeconds(15)));
  }
}

package dev.belfry.statuspage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.platform.event.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is a proof, and when one looks for it. */
class DomainProofTest {
  private static final Instant CLAIMED = Instant.parse("2030-01-01T00:00:00Z");

  private static Optional<String> fault(String... texts) {
    return new DomainProof(
            new AccountId(UUID.randomUUID()), UUID.randomUUID(), "status.example.org", "abc123")
        .fault(List.of(texts));
  }

  @Test
  void oneOfSeveralTextsIsEnoughAndPartOfOneIsNot() {
    assertEquals(Optional.empty(), fault("abc123"));
    assertEquals(Optional.empty(), fault("v=spf1 -all", " abc123 "));
    assertEquals(Optional.of("There is no TXT record."), fault());
    for (String wrong : List.of("", "ABC123", "abc12", "abc1234", "abc123 abc123", "*")) {
      assertEquals(
          Optional.of("None of the TXT records (1) holds the value."), fault(wrong), wrong);
    }
  }

  @Test
  void oneLooksEverMoreSeldomAndNotForEver() {
    List<Duration> pauses = new ArrayList<>();
    Instant now = CLAIMED;
    Optional<Instant> next = DomainProof.next(0, CLAIMED, now);
    while (next.isPresent()) {
      pauses.add(Duration.between(now, next.get()));
      now = next.get();
      next = DomainProof.next(pauses.size(), CLAIMED, now);
    }
    assertEquals(
        List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L),
        pauses.subList(0, 8).stream().map(Duration::toMinutes).toList());
    assertEquals(Duration.ofHours(1), pauses.getLast());
    assertTrue(now.isAfter(CLAIMED.plus(Duration.ofHours(166))), now.toString());
    assertTrue(pauses.size() < 180, pauses.size() + " looks");
    assertNotEquals(Optional.empty(), DomainProof.next(Integer.MAX_VALUE, CLAIMED, CLAIMED));
  }
}

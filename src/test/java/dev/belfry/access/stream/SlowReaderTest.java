package dev.belfry.access.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.Proof;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // nobody looks at the door and the line here
class SlowReaderTest {
  private static final int ROOM = 256;
  private static final EventStream.Event EVENT = new EventStream.Event(null, "state", "{}");

  private final OpenStream stream =
      new OpenStream(
          null,
          OpenStreams.Use.EVENTS,
          new Proof(AccountId.next(), UUID.randomUUID(), new byte[32], null, null, false),
          null,
          new OpenStream.Right(Scope.ACTIVITY_READ, Map.of(Scope.ACTIVITY_READ, Set.of(Pair.ALL))));
  private final EventStream events = new EventStream(stream);

  @Test
  void whoDoesNotKeepUpIsDropped() {
    for (int i = 0; i < ROOM; i++) {
      events.send(EVENT);
    }
    assertNull(stream.ending());
    events.send(EVENT);
    assertEquals(Ending.TOO_SLOW, stream.ending());
    assertTrue(events.hasEnded());
  }

  @Test
  void whatCanWaitIsKeptByWhoeverOffersIt() {
    for (int i = 0; i < ROOM; i++) {
      assertTrue(events.offer(EVENT));
    }
    assertFalse(events.offer(EVENT));
    assertNull(stream.ending());
  }

  @Test
  void nothingIsTakenAfterTheEnd() {
    stream.end(Ending.REVOKED);
    stream.end(Ending.GONE);
    assertEquals(Ending.REVOKED, stream.ending(), "the first reason holds");
    assertFalse(events.offer(EVENT));
  }
}

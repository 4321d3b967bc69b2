package dev.belfry.statuspage.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.maintenance.Edges;
import dev.belfry.platform.mail.SmtpPeer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What readers are told of maintenance. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class PlannedNewsTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Letters letters;
  @Inject Edges edges;

  @Test
  void itIsToldWhenItIsPlannedBeginsAndEndsAndOnlyWhereItIsPublic() throws MessagingException {
    Person alice = house.alice();
    clock.advanceSeconds(3_600);
    Letters.Made page = Letters.page(alice, "");
    try (SmtpPeer server = Letters.server()) {
      String reader = Letters.address();
      letters.subscriber(server, page, reader, List.of());
      clock.advanceSeconds(60);
      Instant soon = clock.instant().plusSeconds(600);
      Planning.plan(alice, page.till(), "Secret", false, soon);
      String window = Planning.plan(alice, page.till(), "New disks", true, soon);
      letters.runDue();
      List<String> subjects = new ArrayList<>(List.of("Confirm your subscription to Shop"));
      subjects.add("[Shop] Scheduled maintenance: New disks");
      assertEquals(subjects, Planning.subjects(server, reader));
      String text = Letters.to(server, reader).getLast().text();
      assertTrue(text.contains("Affected: Till"), text);
      String later = clock.instant().plusSeconds(900).toString();
      Planning.patch(alice, window, "{\"description\":\"Quietly\"}");
      Planning.patch(alice, window, "{\"starts_at\":\"" + later + "\"}");
      letters.runDue();
      subjects.add("[Shop] Scheduled maintenance: New disks");
      assertEquals(subjects, Planning.subjects(server, reader));
      clock.advanceSeconds(901);
      edges.runDue();
      letters.runDue();
      subjects.add("[Shop] Maintenance has begun: New disks");
      assertEquals(subjects, Planning.subjects(server, reader));
      clock.advanceSeconds(601);
      edges.runDue();
      letters.runDue();
      subjects.add("[Shop] Maintenance is over: New disks");
      assertEquals(subjects, Planning.subjects(server, reader));
    }
  }
}

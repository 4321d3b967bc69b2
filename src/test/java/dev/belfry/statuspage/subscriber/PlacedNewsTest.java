package dev.belfry.statuspage.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Statements;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.maintenance.Edges;
import dev.belfry.platform.mail.SmtpPeer;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers hear of maintenance that comes to concern what they want to hear of. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class PlacedNewsTest {
  private static final String ASKED = "Confirm your subscription to Shop";
  private static final String PLANNED = "[Shop] Scheduled maintenance: New disks";
  private static final String BEGUN = "[Shop] Maintenance has begun: New disks";
  private static final String OVER = "[Shop] Maintenance is over: New disks";
  private static final String OFF = "[Shop] Maintenance is cancelled: New disks";

  @Inject House house;
  @Inject TestClock clock;
  @Inject Letters letters;
  @Inject Edges edges;

  private Person alice;
  private Letters.Made page;
  private static SmtpPeer server;

  @BeforeAll
  static void open() {
    server = Letters.server();
  }

  @AfterAll
  static void shut() {
    server.close();
  }

  @BeforeEach
  void arrange() {
    alice = house.alice();
    clock.advanceSeconds(3_600);
    page = Letters.page(alice, "");
  }

  private String reader(String... components) {
    String reader = Letters.address();
    letters.subscriber(server, page, reader, List.of(components));
    clock.advanceSeconds(60);
    return reader;
  }

  private String plan(String monitor) {
    String window =
        Planning.plan(alice, monitor, "New disks", true, clock.instant().plusSeconds(600));
    tell();
    return window;
  }

  private void place(String window, String... monitors) {
    Planning.patch(alice, window, "{\"monitor_ids\":[\"" + String.join("\",\"", monitors) + "\"]}");
    tell();
  }

  /** Also what waits for an earlier one. */
  private void tell() {
    for (int i = 0; i < 3; i++) {
      letters.runDue();
      clock.advanceSeconds(1);
    }
  }

  private static void hears(String reader, String... subjects) throws MessagingException {
    assertEquals(List.of(subjects), Planning.subjects(server, reader));
  }

  private static void lastTouches(String reader, String components) {
    String text = Letters.to(server, reader).getLast().text();
    assertTrue(text.contains("Affected: " + components), text);
  }

  @Test
  void whatWasCalledOffAndComesAfterAllIsToldAgain() throws MessagingException {
    String elsewhere = StatusPageTest.monitor(alice, "");
    String reader = reader();
    String window = plan(page.till());
    place(window, elsewhere);
    hears(reader, ASKED, PLANNED, OFF);
    String late = reader();
    place(window, page.till());
    hears(reader, ASKED, PLANNED, OFF, PLANNED);
    hears(late, ASKED, PLANNED);
    Planning.delete(alice, window);
    tell();
    hears(reader, ASKED, PLANNED, OFF, PLANNED, OFF);
    hears(late, ASKED, PLANNED, OFF);
  }

  @Test
  void whatComesToThePageLaterIsToldThen() throws MessagingException {
    String reader = reader();
    String web = reader(page.webPart());
    String window = plan(StatusPageTest.monitor(alice, ""));
    hears(reader, ASKED);
    place(window, page.till());
    hears(reader, ASKED, PLANNED);
    hears(web, ASKED);
  }

  @Test
  void whatIsTakenBackBeforeAnybodyWasToldIsNoNews() throws MessagingException {
    String reader = reader();
    String window = plan(page.till());
    for (String monitor : List.of(page.web(), page.till())) {
      Planning.patch(alice, window, "{\"monitor_ids\":[\"" + monitor + "\"]}");
    }
    tell();
    hears(reader, ASKED, PLANNED);
  }

  @Test
  void onlyWhoeverWantsToHearOfWhatIsAddedIsTold() throws MessagingException {
    String till = reader(page.tillPart());
    String window = plan(page.till());
    String late = reader(page.tillPart());
    String web = reader(page.webPart());
    String all = reader();
    place(window, page.till(), page.web());
    hears(till, ASKED, PLANNED);
    // They came after the others were told, and do not know of it yet.
    hears(late, ASKED, PLANNED);
    hears(web, ASKED, PLANNED);
    hears(all, ASKED, PLANNED);
    lastTouches(web, "Till, Web");
    place(window, page.web());
    hears(till, ASKED, PLANNED, OFF);
    hears(late, ASKED, PLANNED, OFF);
    hears(web, ASKED, PLANNED);
    hears(all, ASKED, PLANNED);
    place(window, page.till(), page.web());
    hears(till, ASKED, PLANNED, OFF, PLANNED);
    hears(web, ASKED, PLANNED);
  }

  @Test
  void whereItIsInsteadIsTold() throws MessagingException {
    String all = reader();
    String till = reader(page.tillPart());
    String web = reader(page.webPart());
    String window = plan(page.till());
    place(window, page.web());
    hears(all, ASKED, PLANNED, PLANNED);
    lastTouches(all, "Web");
    hears(till, ASKED, PLANNED, OFF);
    hears(web, ASKED, PLANNED);
  }

  @Test
  void whatIsMovedToAnotherTimeAndPlaceIsToldOnce() throws MessagingException {
    String all = reader();
    String till = reader(page.tillPart());
    String window = plan(page.till());
    Planning.patch(
        alice,
        window,
        Json.of(
            "{'monitor_ids':['%s'],'starts_at':'%s'}",
            page.web(), clock.instant().plusSeconds(900)));
    tell();
    hears(all, ASKED, PLANNED, PLANNED);
    hears(till, ASKED, PLANNED, OFF);
  }

  @Test
  void whatIsUnderWayIsNotPlannedAgain() throws MessagingException {
    String reader = reader();
    String window = plan(page.till());
    clock.advanceSeconds(601);
    edges.runDue();
    tell();
    place(window, page.till(), page.web());
    clock.advanceSeconds(601);
    edges.runDue();
    tell();
    hears(reader, ASKED, PLANNED, BEGUN, OVER);
  }

  private String window(String selects) {
    String window =
        alice
            .asks()
            .body(
                Json.of(
                    "{'name':'New disks','public':true,'starts_at':'%s','duration_seconds':600,%s}",
                    clock.instant().plusSeconds(600), selects))
            .post("/v1/maintenance")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    tell();
    return window;
  }

  private void change(String monitor, String body) {
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of(body))
        .patch("/v1/monitors/" + monitor)
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({"categories, category_id, category_ids", "groups, group_ids, group_ids"})
  void whatIsCalledOffWithWhatItWasPlannedForIsTold(String path, String field, String selects)
      throws MessagingException {
    String reader = reader();
    String id =
        alice
            .asks()
            .body(Json.of("{'name':'Disks'}"))
            .post("/v1/" + path)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String value = field.endsWith("s") ? "['" + id + "']" : "'" + id + "'";
    change(page.till(), "{'" + field + "':" + value + "}");
    window("'%s':['%s']".formatted(selects, id));
    hears(reader, ASKED, PLANNED);
    alice.asks().delete("/v1/" + path + "/" + id).then().statusCode(204);
    tell();
    hears(reader, ASKED, PLANNED, OFF);
  }

  @Test
  void monitorsThatItCoversByTheirTagsComeAndGo() throws MessagingException {
    change(page.till(), "{'tags':['disks']}");
    String all = reader();
    String till = reader(page.tillPart());
    String web = reader(page.webPart());
    window("'tags':['disks']");
    hears(till, ASKED, PLANNED);
    hears(web, ASKED);
    change(page.web(), "{'tags':['disks','web']}");
    tell();
    hears(all, ASKED, PLANNED, PLANNED);
    hears(web, ASKED, PLANNED);
    change(page.till(), "{'name':'Till 2'}");
    for (String tag : List.of("till", "disks", "old")) {
      change(page.till(), "{'tags':['" + tag + "']}");
    }
    tell();
    hears(all, ASKED, PLANNED, PLANNED);
    hears(till, ASKED, PLANNED, OFF);
    hears(web, ASKED, PLANNED);
  }

  private int readings(int changes) {
    for (int i = 0; i < changes; i++) {
      change(page.web(), "{'tags':['t" + i + "-" + changes + "']}");
    }
    return Statements.during(letters::runDue);
  }

  @Test
  void whatManyChangesAskIsAnsweredOnce() {
    change(page.till(), "{'tags':['disks']}");
    reader();
    window("'tags':['disks']");
    int one = readings(1);
    int more = (readings(21) - one) / 20;
    assertTrue(more * 2 < one, more + " statements for each, " + one + " for one alone");
  }
}

package dev.belfry.statuspage.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Readers who were told of maintenance hear that it does not come; others do not. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class CalledOffTest {
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
  }

  private String reader(Letters.Made page, List<String> components) {
    String reader = Letters.address();
    letters.subscriber(server, page, reader, components);
    clock.advanceSeconds(60);
    return reader;
  }

  private String plan(String monitor) {
    String window =
        Planning.plan(alice, monitor, "New disks", true, clock.instant().plusSeconds(600));
    tell();
    return window;
  }

  /** Also what waits for an earlier one. */
  private void tell() {
    letters.runDue();
    clock.advanceSeconds(1);
    letters.runDue();
  }

  private void begin() {
    clock.advanceSeconds(601);
    edges.runDue();
    tell();
  }

  private void hears(String reader, String... subjects) throws MessagingException {
    assertEquals(List.of(subjects), Planning.subjects(server, reader));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Maintenance is cancelled",
        "de | Die Wartung ist abgesagt",
        "es | El mantenimiento se ha cancelado",
        "fr | La maintenance est annulée",
        "ja | メンテナンスは中止になりました",
      })
  void whoeverWasToldHearsItOnceInHisLanguage(String language, String words)
      throws MessagingException {
    Letters.Made page = Letters.page(alice, ",'language':'" + language + "'");
    String told = reader(page, List.of());
    String window = plan(page.till());
    String late = reader(page, List.of());
    Planning.delete(alice, window);
    tell();
    tell();
    assertEquals(3, Letters.to(server, told).size());
    Letters.Letter last = Letters.to(server, told).getLast();
    assertEquals("[Shop] " + words + ": New disks", last.mail().getSubject());
    assertTrue(last.text().contains("Till"), last.text());
    assertFalse(last.text().contains("Web"), last.text());
    assertEquals(1, Letters.to(server, late).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'public':false", "'monitor_ids':['elsewhere']"})
  void itIsCalledOffForReadersWhenThePageShowsItNoMore(String change) throws MessagingException {
    Letters.Made page = Letters.page(alice, "");
    String elsewhere = StatusPageTest.monitor(alice, "");
    String reader = reader(page, List.of());
    String window = plan(page.till());
    String body = "{" + change.replace('\'', '"').replace("elsewhere", elsewhere) + "}";
    Planning.patch(alice, window, body);
    tell();
    hears(reader, ASKED, PLANNED, OFF);
    Planning.delete(alice, window);
    tell();
    hears(reader, ASKED, PLANNED, OFF);
  }

  @Test
  void itGoesOnForWhoeverHearsOfAnotherOfItsComponents() throws MessagingException {
    Letters.Made page = Letters.page(alice, "");
    String all = reader(page, List.of());
    String till = reader(page, List.of(page.tillPart()));
    String web = reader(page, List.of(page.webPart()));
    String window = plan(page.till());
    Planning.patch(
        alice, window, "{\"monitor_ids\":[\"%s\",\"%s\"]}".formatted(page.till(), page.web()));
    tell();
    hears(till, ASKED, PLANNED);
    hears(web, ASKED, PLANNED);
    Planning.patch(alice, window, "{\"monitor_ids\":[\"%s\"]}".formatted(page.web()));
    tell();
    hears(all, ASKED, PLANNED, PLANNED);
    hears(till, ASKED, PLANNED, OFF);
    hears(web, ASKED, PLANNED);
    Planning.delete(alice, window);
    tell();
    hears(all, ASKED, PLANNED, PLANNED, OFF);
    hears(till, ASKED, PLANNED, OFF);
    hears(web, ASKED, PLANNED, OFF);
  }

  @Test
  void whatIsMovedOrOnlyRenamedIsNotCalledOff() throws MessagingException {
    Letters.Made page = Letters.page(alice, "");
    String reader = reader(page, List.of());
    String window = plan(page.till());
    Planning.patch(alice, window, "{\"starts_at\":\"" + clock.instant().plusSeconds(900) + "\"}");
    tell();
    Planning.patch(alice, window, "{\"description\":\"Quietly\",\"tags\":[\"x\"]}");
    tell();
    hears(reader, ASKED, PLANNED, PLANNED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "hide"})
  void whatIsUnderWayIsOverOnce(String how) throws MessagingException {
    Letters.Made page = Letters.page(alice, "");
    String reader = reader(page, List.of());
    String window = plan(page.till());
    begin();
    hears(reader, ASKED, PLANNED, BEGUN);
    if (how.equals("delete")) {
      Planning.delete(alice, window);
    } else {
      Planning.patch(alice, window, "{\"public\":false}");
    }
    tell();
    clock.advanceSeconds(601);
    edges.runDue();
    tell();
    hears(reader, ASKED, PLANNED, BEGUN, OVER);
  }

  @Test
  void ofWhatIsOverNothingIsCalledOff() throws MessagingException {
    Letters.Made page = Letters.page(alice, "");
    String reader = reader(page, List.of());
    String window = plan(page.till());
    begin();
    begin();
    hears(reader, ASKED, PLANNED, BEGUN, OVER);
    Planning.delete(alice, window);
    tell();
    hears(reader, ASKED, PLANNED, BEGUN, OVER);
  }

  @Test
  void whatWasNeverToldIsNotCalledOff() throws MessagingException {
    Letters.Made page = Letters.page(alice, "");
    String reader = reader(page, List.of());
    String window =
        Planning.plan(alice, page.till(), "New disks", false, clock.instant().plusSeconds(600));
    Planning.delete(alice, window);
    // Deleted before anybody could be told.
    Planning.delete(
        alice,
        Planning.plan(alice, page.till(), "New disks", true, clock.instant().plusSeconds(600)));
    tell();
    hears(reader, ASKED);
  }
}

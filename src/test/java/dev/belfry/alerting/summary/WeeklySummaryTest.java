package dev.belfry.alerting.summary;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMailUtil;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Postbox;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.result.Book;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails really received, by an SMTP server of others. */
@QuarkusTest
@TestProfile(Postbox.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class WeeklySummaryTest {
  private static final String PATH = "/v1/profile/weekly-summary";
  private static final Duration WEEK = Duration.ofDays(7);
  private static Postbox mail;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Book book;
  @Inject Summaries summaries;
  @Inject Desk desk;

  @BeforeAll
  static void openMail() {
    mail = new Postbox();
  }

  @AfterAll
  static void shutMail() {
    mail.close();
  }

  @BeforeEach
  void clear() {
    rows.change("delete from alerting_summary");
  }

  @Test
  void itComesOnceAWeekUntilItIsNotWanted() throws Exception {
    Instant hour = book.begin();
    Person alice = house.alice();
    book.halfAnHour(alice, "'name':'Shop <b>'", hour);
    book.halfAnHour(house.mallory(), "'name':'Not hers'", hour);
    int day = hour.plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();
    want(alice, "{'weekday':" + day + ",'hour':0,'time_zone':'UTC'}");
    clock.advance(Duration.ofDays(1));
    book.sumUp();
    summaries.runDue();
    summaries.runDue();
    MimeMessage first = received(alice, 1).getFirst();
    assertTrue(first.getSubject().contains(" uptime, 1 outage"), first.getSubject());
    String text = GreenMailUtil.getBody(first);
    assertTrue(text.contains("Shop"), text);
    assertFalse(text.contains("Not hers"), text);
    clock.advance(WEEK);
    book.sumUp();
    summaries.runDue();
    received(alice, 2);
    alice.asks().delete(PATH).then().statusCode(204);
    alice.asks().get(PATH).then().statusCode(404);
    clock.advance(WEEK);
    summaries.runDue();
    // Whoever comes after her in line would have to wait for hers.
    Person carol = house.alice();
    book.halfAnHour(carol, "'name':'Other'", clock.instant().minus(Duration.ofDays(2)));
    want(carol, "{'weekday':" + day + ",'hour':0}");
    clock.advance(WEEK);
    book.sumUp();
    summaries.runDue();
    received(carol, 1);
    received(alice, 2);
  }

  @Test
  void itTellsWhatItsReaderMaySeeThen() throws Exception {
    Instant hour = book.begin();
    Person alice = house.alice();
    book.halfAnHour(alice, "'name':'Hidden'", hour);
    Person bob = house.member(alice, "Bob", "monitor:read");
    int day = hour.plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();
    want(alice, "{'weekday':" + day + ",'hour':0}");
    want(bob, "{'weekday':" + day + ",'hour':0}");
    rows.change(
        "update access_membership set grants = '[]' where user_id = (select id from access_user where email = ?)",
        bob.email());
    clock.advance(Duration.ofDays(1));
    book.sumUp();
    summaries.runDue();
    received(alice, 1);
    received(bob, 0);
  }

  /** A week that nobody can remember is not told. */
  @Test
  void afterALongOutageTheOldWeekIsLeftOut() throws Exception {
    Instant hour = book.begin();
    Person alice = house.alice();
    book.halfAnHour(alice, "'name':'Shop'", hour);
    int day = hour.plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();
    want(alice, "{'weekday':" + day + ",'hour':0}");
    clock.advance(Duration.ofDays(5));
    summaries.runDue();
    clock.advance(Duration.ofDays(3));
    book.sumUp();
    summaries.runDue();
    received(alice, 1);
  }

  @Test
  void isForPeopleWithAnAddressOfTheirs() {
    Person alice = house.alice();
    alice.asks().body("{}").put(PATH).then().statusCode(200).body("weekday", equalTo(1));
    alice
        .asks()
        .body("{\"weekday\":8,\"hour\":24}")
        .put(PATH)
        .then()
        .statusCode(422)
        .body("errors.size()", equalTo(2));
    alice
        .asks()
        .body("{\"time_zone\":\"Mars\"}")
        .put(PATH)
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/time_zone"));
    Person.asks(alice.key("monitor:read")).body("{}").put(PATH).then().statusCode(403);
    Person bob = house.member(alice, "Bob", "monitor:read");
    rows.change("update access_user set address_proven = false where email = ?", bob.email());
    bob.asks().body("{}").put(PATH).then().statusCode(409);
    bob.asks().get(PATH).then().statusCode(404);
  }

  private static void want(Person person, String body) {
    person.asks().body(body.replace('\'', '"')).put(PATH).then().statusCode(200);
  }

  private List<MimeMessage> received(Person person, int expected) {
    desk.runDue();
    return mail.received(person.email(), expected);
  }
}

package dev.belfry.access.member.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Postbox;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever asks in the name of somebody else neither buries his mailbox nor shuts him out. */
@QuarkusTest
@TestProfile(Postbox.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class RecoveryBudgetTest {
  private static final String NEW = "a password after the loss";
  private static Postbox post;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject RecoveryMails mails;

  @BeforeAll
  static void open() {
    post = new Postbox();
  }

  @AfterAll
  static void shut() {
    post.close();
  }

  @Test
  void isWrittenToOnceInFiveMinutes() throws SQLException {
    Person bob = house.bob(house.alice());
    for (int i = 0; i < 3; i++) {
      asked(bob.email().toUpperCase(Locale.ROOT));
    }
    post.received(bob.email(), 1);
    clock.advanceSeconds(300);
    asked(bob.email());
    post.received(bob.email(), 2);
  }

  @Test
  void aLaterLetterLeavesTheOneBeforeGoodUntilOneIsUsed() throws SQLException {
    Person bob = house.bob(house.alice());
    asked(bob.email());
    String first = post.code(bob.email(), 1);
    clock.advanceSeconds(300);
    asked(bob.email());
    String second = post.code(bob.email(), 2);
    RecoveryTest.use(first, NEW).then().statusCode(204);
    RecoveryTest.use(second, NEW + "!").then().statusCode(401);
    RecoveryTest.use(first, NEW + "!").then().statusCode(401);
    assertEquals(List.of(), tokens(bob));
  }

  @Test
  void theLetterBeforeEndsByItself() throws SQLException {
    Person bob = house.bob(house.alice());
    asked(bob.email());
    String first = post.code(bob.email(), 1);
    rows.change(
        "update access_recovery_token set token_until = now() where email = ?", bob.email());
    clock.advanceSeconds(300);
    asked(bob.email());
    RecoveryTest.use(first, NEW).then().statusCode(401);
    RecoveryTest.use(post.code(bob.email(), 2), NEW).then().statusCode(204);
  }

  @Test
  void aDayOfAskingBringsSixLettersAndNoTimeWithoutALinkThatIsGood() throws SQLException {
    Person bob = house.bob(house.alice());
    String nobody = "nobody-" + UUID.randomUUID() + "@example.org";
    String told = RecoveryTest.ask(nobody).then().statusCode(202).extract().asString();
    Instant end = clock.instant().plus(Duration.ofDays(1));
    Instant last = clock.instant();
    int letters = 0;
    while (clock.instant().isBefore(end)) {
      Response answer = RecoveryTest.ask(bob.email());
      assertEquals(202, answer.statusCode());
      assertEquals(told, answer.asString(), "over the cap as below it");
      mails.runDue();
      int now = post.to(bob.email()).size();
      assertTrue(now > letters || clock.instant().isBefore(last.plus(RecoveryMails.LIFE)));
      last = now > letters ? clock.instant() : last;
      letters = now;
      clock.advance(Duration.ofMinutes(10));
    }
    assertEquals(6, letters);
    assertEquals(6, tokens(bob).size());
    mails.upkeep();
    assertEquals(6, tokens(bob).size(), "they are good by the clock of the database");
    rows.change(
        "update access_recovery_token set token_until = now() where email = ?", bob.email());
    clock.advance(Duration.ofDays(1));
    mails.upkeep();
    assertEquals(List.of(), tokens(bob));
    assertEquals(
        List.of(), rows.select("select 1 from access_recovery where email = ?", bob.email()));
  }

  @Test
  void usingALinkBringsNoMoreLettersInADay() throws SQLException {
    Person bob = house.bob(house.alice());
    Instant end = clock.instant().plus(Duration.ofDays(1));
    int used = 0;
    while (clock.instant().isBefore(end)) {
      asked(bob.email());
      int letters = post.to(bob.email()).size();
      if (letters > used) {
        used = letters;
        RecoveryTest.use(post.code(bob.email(), letters), NEW + letters).then().statusCode(204);
      }
      clock.advance(Duration.ofHours(1));
    }
    assertEquals(6, used);
  }

  @Test
  void whatWaitsIsNotSentAfterALinkWasUsed() throws SQLException {
    Person bob = house.bob(house.alice());
    asked(bob.email());
    clock.advanceSeconds(300);
    RecoveryTest.ask(bob.email()).then().statusCode(202);
    RecoveryTest.use(post.code(bob.email(), 1), NEW).then().statusCode(204);
    mails.runDue();
    post.received(bob.email(), 1);
    assertEquals(List.of(), tokens(bob));
  }

  private void asked(String email) throws SQLException {
    RecoveryTest.ask(email).then().statusCode(202);
    mails.runDue();
  }

  private List<Object> tokens(Person of) {
    return rows.select("select 1 from access_recovery_token where email = ?", of.email());
  }
}

package dev.belfry.statuspage.subscriber;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.mail.SmtpPeer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many readers, some of whom have no mailbox any more. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class ManySubscribersTest {
  /** More than are told at once; ten thousand take some minutes. */
  private static final int MANY = Integer.getInteger("subscribers.many", 250);

  private static final int NEWS = SubscriberChannel.MOST_REFUSED;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Letters letters;
  @Inject Announcements announcements;
  @Inject Desk desk;

  @Test
  void everyOneIsToldOnceAndThoseWithoutAMailboxNoMore() throws Exception {
    Person alice = house.alice();
    Letters.Made page = Letters.page(alice, "");
    rows.change(
        """
        insert into statuspage_subscriber (id, account_id, page_id, kind, address, language, status, asked_at, confirmed_at, created_at)
        select uuidv7(), p.account_id, p.id, 'EMAIL', 'many' || n || case n %% 20 when 0 then '@gone' else '@here' end || '.example.org',
          'EN', 'CONFIRMED', p.created_at, p.created_at, p.created_at
        from statuspage p, generate_series(1, %d) n where p.id = ?"""
            .formatted(MANY),
        TypeId.require("spg", page.id()));
    int gone = MANY / 20;
    try (SmtpPeer server = Letters.server()) {
      server.strangers.add("@gone.example.org");
      server.counts = true;
      for (int i = 0; i < NEWS; i++) {
        clock.advanceSeconds(60);
        Letters.incident(alice, page.till(), "");
        tellAll();
      }
      assertEquals(MANY - gone, server.taken.size());
      assertEquals(Set.of(NEWS), Set.copyOf(server.taken.values()));
      assertEquals(gone, server.refused.size());
      String list = "/v1/status-pages/" + page.id() + "/subscribers?status=";
      alice.asks().get(list + "bounced").then().body("pagination.total", equalTo(gone));
      alice.asks().get(list + "confirmed").then().body("pagination.total", equalTo(MANY - gone));
      clock.advanceSeconds(60);
      Letters.incident(alice, page.till(), "");
      Map<String, Integer> before = Map.copyOf(server.refused);
      tellAll();
      assertEquals(before, server.refused);
    }
  }

  /** Few are in line at any moment, so that whoever comes with an alarm does not wait for all. */
  private void tellAll() throws Exception {
    while (desk.count("select count(*) from statuspage_announcement") > 0) {
      announcements.runDue();
      long inLine =
          desk.count(
              "select count(*) from notify_delivery where channel = ? and status = 'PENDING'",
              SubscriberChannel.KIND);
      assertTrue(inLine <= 2 * Announcements.AT_ONCE, inLine + " in line");
      desk.runDue();
      clock.advanceSeconds(1);
    }
    // A mail server that is slow on a slow machine is tried again.
    while (desk.count(
            "select count(*) from notify_delivery where status = 'PENDING' and channel = ?",
            SubscriberChannel.KIND)
        > 0) {
      desk.runDue();
      clock.advanceSeconds(60);
    }
  }
}

package dev.belfry.alerting.trigger;

import static dev.belfry.alerting.trigger.Alarms.check;
import static dev.belfry.alerting.trigger.Alarms.heard;
import static dev.belfry.alerting.trigger.Alarms.made;
import static dev.belfry.alerting.trigger.Alarms.monitor;
import static dev.belfry.alerting.trigger.Alarms.role;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.notify.Desk;
import dev.belfry.notify.Receiver;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Somebody who watches a site and is rung at a receiver. */
abstract class AlarmScene {
  @Inject House house;
  @Inject Desk desk;
  @Inject Rings rings;
  @Inject Rows rows;
  @Inject TestClock clock;

  Person alice;
  Receiver receiver;
  Site site;
  String role;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
    site = new Site();
    role = role(alice, receiver);
  }

  @AfterEach
  void close() {
    receiver.close();
    site.close();
  }

  String down(String fields) {
    site.answers(500);
    String monitor = monitor(alice, site, fields);
    check(alice, monitor);
    return monitor;
  }

  String trigger(String fields) {
    return made(alice, "triggers", body(fields));
  }

  String body(String fields) {
    return fields.contains("'role_ids'")
        ? "{'name':'t'," + fields + "}"
        : "{'name':'t','role_ids':['" + role + "']," + fields + "}";
  }

  /** What comes within so many seconds, at their end. */
  List<String> after(int seconds) throws SQLException {
    clock.advanceSeconds(seconds);
    rings.runDue();
    desk.runDue();
    return heard(receiver);
  }

  void acknowledge(String incident) {
    alice.asks().post("/v1/incidents/" + incident + "/acknowledge").then().statusCode(200);
  }
}

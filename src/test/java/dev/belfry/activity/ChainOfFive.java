package dev.belfry.activity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** An account whose log book has a chain of five. */
abstract class ChainOfFive {
  @Inject House house;
  @Inject Chaining chaining;
  @Inject Accounts accounts;
  @Inject TestClock clock;
  @Inject Event<ActivityExported> events;

  Person alice;
  AccountId account;

  @BeforeEach
  void anAccountWithFiveEntries() {
    alice = house.alice();
    account = alice.account();
    for (int i = 0; i < 4; i++) {
      category("c" + i);
    }
    chaining.runDue();
  }

  void category(String name) {
    alice.asks().body("{\"name\":\"" + name + "\"}").post("/v1/categories").then().statusCode(201);
  }

  ValidatableResponse verify(String query) {
    return alice.asks().get("/v1/activity/verify" + query).then().statusCode(200);
  }

  void assertBroken(String reason, Integer number) {
    verify("")
        .body("ok", equalTo(false))
        .body("broken.reason", contains(reason))
        .body("broken.number", contains(number));
  }

  String head() {
    JsonPath head =
        alice.asks().get("/v1/activity/head").then().statusCode(200).extract().jsonPath();
    return head.getLong("number") + ":" + head.getString("hash");
  }

  String entry(int number) {
    List<String> newestFirst = alice.asks().get("/v1/activity").path("data.id");
    return newestFirst.get(newestFirst.size() - number);
  }

  void fire(String name) {
    accounts.in(
        account,
        () -> {
          events.fire(event(name));
          return true;
        });
  }

  ActivityExported event(String name) {
    return new ActivityExported(
        account,
        Actor.SYSTEM,
        new Subject("activity", null, name, null),
        clock.instant(),
        List.of());
  }
}

package dev.belfry.notify.channel;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.notify.Receiver;
import dev.belfry.platform.database.Accounts;
import io.quarkus.arc.All;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Somebody who sends to a receiver by a channel. */
abstract class ChannelScene {
  static final String CHANNELS = "/v1/channels/";

  @Inject House house;
  @Inject Accounts accounts;
  @Inject Channels channels;
  @Inject @All List<Kind> kinds;

  Person alice;
  Receiver receiver;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  Map<String, Object> http(String url) {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("name", "Ops");
    wanted.put("kind", "http");
    wanted.put(
        "settings",
        Map.of("url", url, "headers", Map.of("X-Token", "hush"), "body", "{\"t\":\"{{title}}\"}"));
    return wanted;
  }

  static ValidatableResponse post(Person person, Object body) {
    return person.asks().body(body).post("/v1/channels").then();
  }

  String made(Map<String, ?> body) {
    return post(alice, body).statusCode(201).extract().path("id");
  }
}

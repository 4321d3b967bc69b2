package dev.belfry.statuspage.subscriber;

import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.platform.mail.SmtpPeer;
import jakarta.mail.MessagingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Maintenance that tests plan, and what readers got of it. */
final class Planning {
  private Planning() {}

  /** Of ten minutes. */
  static String plan(Person owner, String monitor, String name, boolean isPublic, Instant from) {
    return owner
        .asks()
        .body(
            "{\"name\":\"%s\",\"public\":%s,\"starts_at\":\"%s\",\"duration_seconds\":600,\"monitor_ids\":[\"%s\"]}"
                .formatted(name, isPublic, from, monitor))
        .post("/v1/maintenance")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  static void patch(Person owner, String window, String body) {
    owner
        .asks()
        .contentType(Json.PATCH)
        .body(body)
        .patch("/v1/maintenance/" + window)
        .then()
        .statusCode(200);
  }

  static void delete(Person owner, String window) {
    owner.asks().delete("/v1/maintenance/" + window).then().statusCode(204);
  }

  static List<String> subjects(SmtpPeer server, String address) throws MessagingException {
    List<String> subjects = new ArrayList<>();
    for (Letters.Letter letter : Letters.to(server, address)) {
      subjects.add(letter.mail().getSubject());
    }
    return subjects;
  }
}

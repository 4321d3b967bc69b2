package dev.belfry.statuspage.subscriber;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.mail.SmtpPeer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever chose a component that is gone chooses anew, and does not get all of the page. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class GoneComponentTest {
  private static final String ALERT = "role=\"alert\"";

  @Inject House house;
  @Inject TestClock clock;
  @Inject Letters letters;

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

  private ValidatableResponse kept(Letters.Made page) {
    return alice
        .asks()
        .get("/v1/status-pages/" + page.id() + "/subscribers")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse act(String link, String action, String... components) {
    return Letters.act(
        link, "action", action + "&component=" + String.join("&component=", components));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | no longer on this page",
        "de | nicht mehr auf dieser Seite",
        "es | ya no está en esta página",
        "fr | n’est plus sur cette page",
        "ja | このページにありません",
      })
  void nothingIsConfirmedUntilHeChoosesAnew(String language, String words) {
    Letters.Made page = Letters.page(alice, ",'language':'" + language + "'");
    String reader = Letters.address();
    Letters.subscribe(page, Map.of("email", reader, "component", page.webPart())).statusCode(200);
    letters.runDue();
    String link = Letters.to(server, reader).getFirst().link();
    act(link, "confirm", "cmp_bogus")
        .statusCode(400)
        .body(containsString(ALERT))
        .body(containsString(words))
        .body(containsString("value=\"confirm\""))
        .body(containsString("<details open>"));
    kept(page)
        .body("data.status", contains("pending"))
        .body("data[0].components", contains(page.webPart()));
    Letters.subscribe(page, Map.of("email", Letters.address(), "component", "cmp_bogus"))
        .statusCode(400)
        .body(containsString(words));
    kept(page).body("pagination.total", equalTo(1));
  }

  @Test
  void whatWasChosenBeforeStays() {
    Letters.Made page = Letters.page(alice, "");
    String link = letters.subscriber(server, page, Letters.address(), List.of(page.tillPart()));
    alice
        .asks()
        .delete("/v1/status-pages/" + page.id() + "/components/" + page.webPart())
        .then()
        .statusCode(204);
    act(link, "change", page.tillPart(), page.webPart())
        .statusCode(400)
        .body(containsString(ALERT))
        .body(not(containsString("Saved.")));
    kept(page).body("data[0].components", contains(page.tillPart()));
    act(link, "change", "").statusCode(200).body(not(containsString(ALERT)));
    kept(page).body("data[0].components", nullValue());
  }

  @Test
  void whoeverLeavesNeedsNone() {
    Letters.Made page = Letters.page(alice, "");
    String link = letters.subscriber(server, page, Letters.address(), List.of());
    act(link, "unsubscribe", "cmp_bogus").statusCode(200).body(not(containsString(ALERT)));
    kept(page).body("pagination.total", equalTo(0));
    act(link, "change", "cmp_bogus").statusCode(404);
  }
}

package dev.belfry.statuspage.subscriber;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Hook;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Programs of readers, which are told by webhook. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class WebhookSubscriberTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Letters letters;

  @Test
  void isAskedFirstThenToldAndSignedFor() throws Exception {
    Person alice = house.alice();
    Letters.Made page = Letters.page(alice, "");
    clock.advanceSeconds(3_600);
    try (Hook hook = new Hook(0)) {
      Letters.subscribe(page, Map.of("url", "http://127.0.0.1:" + hook.port() + "/x"))
          .statusCode(200);
      letters.runDue();
      JsonPath asked = JsonPath.from(hook.received().getFirst().body());
      assertEquals(SubscriberChannel.CONFIRM, asked.get("type"));
      String link = asked.getString("data.confirm_url").substring(Letters.HERE.length());
      Letters.incident(alice, page.till(), "");
      letters.runDue();
      assertEquals(1, hook.received().size());
      String shown =
          Letters.act(link, "action", "confirm")
              .statusCode(200)
              .body(containsString("whsec_"))
              .extract()
              .asString();
      String secret = shown.replaceFirst("(?s).*whsec_([^<]+)<.*", "$1");
      // Once.
      assertFalse(Letters.act(link, "action", "confirm").extract().asString().contains("whsec_"));
      clock.advanceSeconds(60);
      Letters.incident(alice, page.till(), "");
      letters.runDue();
      Hook.Received told = hook.received().getLast();
      JsonPath body = JsonPath.from(told.body());
      assertEquals(SubscriberChannel.INCIDENT, body.get("type"));
      assertEquals("Till is slow", body.get("data.incident.title"));
      assertEquals(List.of("Till"), body.get("data.incident.components.name"));
      assertFalse(told.body().contains(alice.account().text()), told.body());
      assertFalse(told.body().contains("secret-db-17"), told.body());
      assertEquals("v1," + hmac(secret, told), told.header("webhook-signature"));
    }
  }

  private static String hmac(String secret, Hook.Received told) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
    String signed =
        told.header("webhook-id") + "." + told.header("webhook-timestamp") + "." + told.body();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void oneThatWantsNothingIsForgotten() {
    Person alice = house.alice();
    Letters.Made page = Letters.page(alice, "");
    clock.advanceSeconds(3_600);
    try (Site site = new Site()) {
      site.answers(410);
      Letters.subscribe(page, Map.of("url", site.url())).statusCode(200);
      letters.runDue();
      alice
          .asks()
          .get("/v1/status-pages/" + page.id() + "/subscribers")
          .then()
          .body("data", empty());
    }
  }

  @Test
  void leadsOnlyWhereBelfryMayCall() {
    Letters.Made page = Letters.page(house.alice(), "");
    clock.advanceSeconds(3_600);
    for (String bad :
        List.of(
            "ftp://example.org",
            "https://169.254.169.254/latest",
            "https://user:pass@example.org/",
            "nothing")) {
      int status = Letters.subscribe(page, Map.of("url", bad)).extract().statusCode();
      assertTrue(status == 400, bad + " gives " + status);
    }
  }
}

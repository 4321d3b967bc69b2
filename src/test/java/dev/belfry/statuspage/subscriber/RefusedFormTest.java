package dev.belfry.statuspage.subscriber;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.TestDatabase;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A form that cannot be taken comes back as it was filled in, and says where the mistake is. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RefusedFormTest {
  private static final String HOSTILE = "https://x.example/\"><script>alert('x')</script>&amp;";

  @Inject House house;

  private String path() {
    String slug = StatusPageTest.slug();
    StatusPageTest.make(
            house.alice(),
            "{'name':'Shop','slug':'"
                + slug
                + "','components':[{'name':'Till'},{'name':'Phone'}],"
                + "'allow_webhook_subscribers':true,'domain':'d-"
                + UUID.randomUUID()
                + ".example.org'}")
        .statusCode(201);
    return "/status/" + slug;
  }

  private static ValidatableResponse send(String path, String url, String component) {
    return given()
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParam("url", url)
        .formParam("component", component)
        .post(path + "/subscribe")
        .then();
  }

  @Test
  void comesBackAsItWasFilledIn() {
    String path = path();
    String phone =
        given().get(path + "/api/v2/components.json").then().extract().path("components[1].id");
    String body =
        send(path, HOSTILE, phone)
            .statusCode(400)
            .body(containsString("role=\"alert\" id=\"url-wrong\">That address cannot be used."))
            .body(containsString("aria-invalid=\"true\" aria-describedby=\"url-wrong\" autofocus>"))
            .body(containsString("value=\"https://x.example/&quot;&gt;&lt;script&gt;"))
            .body(containsString("&amp;amp;\""))
            .body(not(containsString("<script>")))
            .body(containsString("value=\"" + phone + "\" checked"))
            .body(containsString("<details open>"))
            .extract()
            .asString();
    assertEquals(2, body.split(" checked", -1).length, "one is chosen");
  }

  @Test
  void aFreshOneHoldsNothingAndAccusesNobody() {
    given()
        .get(path() + "/subscribe")
        .then()
        .statusCode(200)
        .body(containsString("value=\"\">"))
        .body(not(containsString("aria-invalid")))
        .body(not(containsString("checked")))
        .body(not(containsString("role=\"alert\"")));
  }

  @Test
  void whatIsLongerThanAnyFieldTakesIsNotRepeated() {
    String path = path();
    send(path, "x".repeat(2_048), "cmp_none")
        .statusCode(400)
        .body(containsString("value=\"" + "x".repeat(2_048) + "\""));
    send(path, "x".repeat(2_049), "cmp_none").statusCode(413).body(not(containsString("xxxx")));
  }
}

package dev.belfry.monitor;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is sent instead of a monitor gets its proper answer, and nothing is made. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class BadInputTest {
  private static final String GOOD =
      "\"name\":\"x\",\"type\":\"http\",\"url\":\"http://localhost:1/\"";
  @Inject House house;
  private Person alice;

  @BeforeEach
  void people() {
    alice = house.alice();
  }

  @AfterEach
  void nothingWasMade() {
    alice.asks().get("/v1/monitors").then().statusCode(200).body("data", hasSize(0));
  }

  @ParameterizedTest
  @Checklist({42, 43})
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"surprise\":1 | /surprise | unknown_field",
        "\"interval_seconds\":\"60\" | /interval_seconds | wrong_type",
        "\"interval_seconds\":1 | /interval_seconds | too_small",
        "\"interval_seconds\":1.5 | /interval_seconds | wrong_type",
        "\"timeout_seconds\":60 | /timeout_seconds | too_large",
        "\"confirm_down\":0 | /confirm_down | too_small",
        "\"confirm_down_of\":1 | /confirm_down_of | too_small",
        "\"confirm_down_of\":21 | /confirm_down_of | too_large",
        "\"confirm_up\":3,\"confirm_up_of\":2 | /confirm_up_of | too_small",
        "\"thresholds\":{\"confirm_degraded\":3,\"confirm_degraded_of\":2} | /thresholds/confirm_degraded_of | too_small",
        "\"flap_detection\":{\"looks\":2} | /flap_detection/looks | too_small",
        "\"flap_detection\":{\"looks\":5,\"start_changes\":6} | /flap_detection/start_changes | too_large",
        "\"flap_detection\":{\"start_changes\":3,\"stop_changes\":3} | /flap_detection/stop_changes | too_large",
        "\"flap_detection\":7 | /flap_detection | wrong_type",
        "\"parent_ids\":[\"cat_01k00000000000000000000000\"] | /parent_ids/0 | wrong_type",
        "\"parent_ids\":[\"mon_01k00000000000000000000000\"] | /parent_ids/0 | unknown",
        "\"flapping\":true | /flapping | read_only",
        "\"overdue\":false | /overdue | read_only",
        "\"tags\":\"a\" | /tags | wrong_type",
        "\"tags\":[1] | /tags/0 | wrong_type",
        "\"thresholds\":{\"degraded_ms\":0} | /thresholds/degraded_ms | too_small",
        "\"category_id\":\"mon_1\" | /category_id | wrong_type",
        "\"category_id\":\"cat_01k00000000000000000000000\" | /category_id | unknown",
        "\"key\":\"Not A Slug\" | /key | wrong_form",
        "\"expected_status\":\"200-\" | /expected_status | invalid_status",
        "\"method\":\"BREW\" | /method | wrong_form",
        "\"headers\":{\"Host\":\"x\"} | /headers/Host | forbidden_header",
        "\"enabled\":\"yes\" | /enabled | wrong_type",
      })
  void aWrongFieldIsNamed(String field, String pointer, String code) {
    post("{" + GOOD + "," + field + "}")
        .statusCode(422)
        .contentType("application/problem+json")
        .body("errors.pointer", hasItem(pointer))
        .body("errors.find { it.pointer == '" + pointer + "' }.code", equalTo(code));
  }

  @ParameterizedTest
  @Checklist({101, 104})
  @CsvSource({
    "http://, /url",
    "http:///path, /url",
    "file:///etc/passwd, /url",
    "gopher://localhost/, /url",
    "not a url, /url",
    "http://user:secret@localhost/, /url",
    "http://169.254.169.254/latest/meta-data, /url",
    "http://[fd00:ec2::254]/, /url",
    "http://0.0.0.0/, /url",
  })
  void aWrongUrlIsNamed(String url, String pointer) {
    post("{\"name\":\"x\",\"type\":\"http\",\"url\":\"" + url + "\"}")
        .statusCode(422)
        .body("errors.pointer", hasItem(pointer));
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    List<String> pointers =
        post("{\"type\":\"http\",\"interval_seconds\":1,\"url\":7,\"x\":1,\"thresholds\":[]}")
            .statusCode(422)
            .extract()
            .path("errors.pointer");
    assertEquals(
        List.of("/interval_seconds", "/name", "/thresholds", "/url", "/x"),
        pointers.stream().sorted().toList());
  }

  @Test
  void aKindThatIsNotThereIsNamed() {
    post("{\"name\":\"x\",\"type\":\"telepathy\"}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/type"));
  }

  @Test
  @Checklist({40, 41, 44})
  void whatIsNoJsonIsRefusedWithItsPlace() {
    post("{\"name\":").statusCode(400).body("code", equalTo("malformed_request"));
    post("").statusCode(400).body("code", equalTo("malformed_request"));
    post("{" + GOOD + "} {}").statusCode(400);
    post("{" + GOOD + ",\"name\":\"y\"}")
        .statusCode(400)
        .body("detail", equalTo("The JSON names a field twice (line 1, column 61)."));
    post("[]").statusCode(422).body("errors[0].pointer", equalTo(""));
    post("null").statusCode(422);
    post("{\"name\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}").statusCode(400);
  }

  @Test
  @Checklist(28)
  void textsThatNobodyCanKeepAreRefused() {
    post("{" + GOOD + ",\"key\":\"\\u0000\"}").statusCode(400);
    post("{" + GOOD + ",\"tags\":[\"\\ud800\"]}").statusCode(400);
    post("{" + GOOD + ",\"headers\":{\"\\u0000\":\"x\"}}").statusCode(400);
    for (String query :
        List.of(
            "monitors?q=%00",
            "activity?action=%00", "activity?from=%2B999999999-01-01T00:00:00Z")) {
      alice.asks().urlEncodingEnabled(false).get("/v1/" + query).then().statusCode(400);
    }
  }

  @Test
  @Checklist(45)
  void whatIsTooLargeIsRefused() {
    post("{" + GOOD + ",\"body\":\"" + "x".repeat(2_000_000) + "\"}")
        .statusCode(413)
        .contentType("application/problem+json")
        .body("code", equalTo("too_large"));
  }

  @Test
  @Checklist({48, 49})
  void whatIsNotJsonIsRefused() {
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
      alice
          .asks()
          .contentType(type)
          .body("{" + GOOD + "}")
          .post("/v1/monitors")
          .then()
          .statusCode(415)
          .contentType("application/problem+json");
    }
    alice
        .asks()
        .contentType("application/json; charset=utf-16")
        .body("{" + GOOD + "}")
        .post("/v1/monitors")
        .then()
        .statusCode(415);
  }

  @Test
  @Checklist(110)
  void parametersAreChecked() {
    for (String query :
        List.of(
            "limit=0",
            "limit=101",
            "limit=abc",
            "page=0",
            "sort=secret",
            "status=fine",
            "category=x")) {
      alice
          .asks()
          .get("/v1/monitors?" + query)
          .then()
          .statusCode(400)
          .body("code", equalTo("invalid_parameter"));
    }
  }

  @Test
  void pathsAndMethodsThatAreNotThereAreToldSo() {
    alice.asks().get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    alice.asks().get("/v1/monitors/mon_x").then().statusCode(404);
    alice.asks().urlEncodingEnabled(false).get("/v1/monitors/%00").then().statusCode(400);
    alice
        .asks()
        .delete("/v1/monitors")
        .then()
        .statusCode(405)
        .contentType("application/problem+json");
    given().get("/v1//monitors").then().statusCode(equalTo(404));
    given().urlEncodingEnabled(false).get("/v1/monitors;a=b").then().statusCode(equalTo(401));
  }

  private ValidatableResponse post(String body) {
    return alice.asks().body(body).post("/v1/monitors").then();
  }
}

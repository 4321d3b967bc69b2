package dev.belfry.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** What holds for every kind of channel; a new one is in it by being there. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KindContractTest {
  private static final String BASE = "https://vendor.example/";
  private static final int LARGEST = 27_000;

  @Inject House house;
  @Inject @All List<Kind> kinds;

  private List<VendorKind> vendors() {
    return kinds.stream().filter(VendorKind.class::isInstance).map(VendorKind.class::cast).toList();
  }

  @Test
  void allKindsAreThere() {
    assertEquals(
        Set.of(
            "email",
            "slack",
            "discord",
            "teams",
            "telegram",
            "ntfy",
            "pushover",
            "pagerduty",
            "opsgenie",
            "google_chat",
            "matrix",
            "http"),
        kinds.stream().map(Kind::kind).collect(Collectors.toSet()));
  }

  @Test
  void everyTypeOfNewsYieldsAMessage() {
    for (VendorKind kind : vendors()) {
      Sample.types()
          .forEach(
              type -> {
                VendorCall call = kind.call(Sample.of(kind, BASE), Sample.news(type));
                assertFalse(call.body().isBlank(), kind.kind() + " " + type);
                assertTrue(call.url().toString().startsWith(BASE), kind.kind());
              });
    }
  }

  @Test
  void hostileTextsStayTexts() {
    for (VendorKind kind : vendors()) {
      Sample.types()
          .forEach(
              type -> {
                VendorCall call =
                    kind.call(
                        Sample.of(kind, BASE),
                        Sample.news(type, Sample.HOSTILE, Sample.HOSTILE, "investigating"));
                assertFalse(call.url().toString().contains("Bcc"), kind.kind());
                call.headers()
                    .values()
                    .forEach(value -> assertFalse(value.contains("\n"), kind.kind()));
                assertFalse(call.body().contains("\u202E"), kind.kind() + " turns the text round");
                if (!kind.kind().equals("pushover")) {
                  harmless(kind.kind(), Sample.json(call.body()));
                }
              });
    }
  }

  private static void harmless(String kind, JsonNode body) {
    Set<String> markup =
        switch (kind) {
          case "slack" -> Set.of("<!channel>", "<users", "<b");
          case "discord", "teams" -> Set.of("<!channel>", " @everyone", " *b*", "[l](", "`c`");
          case "telegram" -> Set.of("<!channel>", "<b onclick");
          // The header of a card and the plain form of a notice know no markup.
          case "google_chat", "matrix" -> Set.of();
          default -> Set.of();
        };
    for (String text : Sample.texts(body)) {
      markup.forEach(sign -> assertFalse(text.contains(sign), kind + ": " + text));
    }
    if (kind.equals("matrix")) {
      assertFalse(body.path("formatted_body").asText().contains("<b onclick"), kind);
    }
    if (kind.equals("google_chat")) {
      JsonNode sections = body.at("/cardsV2/0/card/sections");
      Sample.texts(sections).forEach(text -> assertFalse(text.contains("<users"), text));
    }
    if (kind.equals("discord")) {
      assertTrue(body.at("/allowed_mentions/parse").isArray());
      assertTrue(body.at("/allowed_mentions/parse").isEmpty());
    }
  }

  @Test
  void longTextsAreCut() {
    String longest = "<&*😀".repeat(4000);
    for (VendorKind kind : vendors()) {
      Sample.types()
          .forEach(
              type -> {
                VendorCall call =
                    kind.call(
                        Sample.of(kind, BASE),
                        Sample.news(type, longest, longest, "investigating"));
                int size = call.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
                int most = kind.kind().equals("http") ? 60_000 : LARGEST;
                assertTrue(size < most, kind.kind() + " " + type + ": " + size);
              });
    }
  }

  @Test
  void nothingShowsASecret() {
    for (VendorKind kind : vendors()) {
      Settings settings = Sample.of(kind, BASE);
      VendorCall call = kind.call(settings, Sample.news("monitor.down"));
      assertFalse((settings + " " + call).contains(Sample.SECRET), kind.kind());
    }
    Person alice = house.alice();
    for (Kind kind : kinds) {
      Map<String, Object> wanted = new HashMap<>();
      wanted.put("name", kind.kind());
      wanted.put("kind", kind.kind());
      wanted.put("settings", Sample.settings(kind.kind(), BASE));
      String made =
          alice
              .asks()
              .body(wanted)
              .post("/v1/channels")
              .then()
              .statusCode(201)
              .extract()
              .asString();
      assertFalse(made.contains(Sample.SECRET), made);
      String id = Sample.json(made).path("id").asText();
      assertFalse(
          alice.asks().get("/v1/channels/" + id).asString().contains(Sample.SECRET), kind.kind());
      assertFalse(
          alice.asks().get("/v1/activity?object_id=" + id).asString().contains(Sample.SECRET));
      wanted.put("settings", Map.of("nonsense", Sample.SECRET));
      String refused =
          alice
              .asks()
              .body(wanted)
              .post("/v1/channels")
              .then()
              .statusCode(422)
              .extract()
              .asString();
      assertFalse(refused.contains(Sample.SECRET), refused);
    }
    assertFalse(alice.asks().get("/v1/channels?limit=100").asString().contains(Sample.SECRET));
  }

  @Test
  void everyWrongSettingIsNamed() {
    Person alice = house.alice();
    for (Kind kind : kinds) {
      Map<String, Object> good = Sample.settings(kind.kind(), BASE);
      for (Field field : kind.fields()) {
        String pointer = "/settings/" + field.name();
        refused(alice, kind, with(good, field.name(), List.of(1)), pointer);
        if (field.required()) {
          Map<String, Object> without = new HashMap<>(good);
          without.remove(field.name());
          refused(alice, kind, without, pointer);
        }
        switch (field.type()) {
          case URL -> {
            refused(alice, kind, with(good, field.name(), "ftp://vendor.example/"), pointer);
            refused(alice, kind, with(good, field.name(), "http://93.184.216.34/"), pointer);
            refused(
                alice, kind, with(good, field.name(), "http://169.254.169.254/latest"), pointer);
            refused(alice, kind, with(good, field.name(), "https://u:p@vendor.example/"), pointer);
          }
          case NUMBER -> refused(alice, kind, with(good, field.name(), -5), pointer);
          case TEXT, EMAIL, CHOICE -> {
            refused(alice, kind, with(good, field.name(), "a\r\nb"), pointer);
            refused(alice, kind, with(good, field.name(), ""), pointer);
            refused(alice, kind, with(good, field.name(), "x".repeat(3000)), pointer);
          }
          case TEMPLATE -> {
            refused(alice, kind, with(good, field.name(), "{\"a\":\"{{nothing}}\"}"), pointer);
            refused(alice, kind, with(good, field.name(), "{\"a\":{{title}}}"), pointer);
            refused(alice, kind, with(good, field.name(), "no json"), pointer);
          }
          case HEADERS -> {
            refused(alice, kind, with(good, field.name(), Map.of("Host", "x")), pointer);
            refused(alice, kind, with(good, field.name(), Map.of("X", "a\r\nB: c")), pointer);
          }
          case FLAG -> refused(alice, kind, with(good, field.name(), "true"), pointer);
        }
      }
    }
  }

  private static Map<String, Object> with(Map<String, Object> good, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(good);
    changed.put(name, value);
    return changed;
  }

  private static void refused(
      Person person, Kind kind, Map<String, Object> settings, String pointer) {
    ValidatableResponse answer =
        person
            .asks()
            .body(Map.of("name", "x", "kind", kind.kind(), "settings", settings))
            .post("/v1/channels")
            .then();
    List<String> pointers =
        answer.extract().statusCode() == 422 ? answer.extract().path("errors.pointer") : List.of();
    assertTrue(
        pointers.contains(pointer),
        kind.kind() + " " + pointer + ": " + answer.extract().asString());
  }

  @Test
  void theCatalogueTellsWhatEachNeeds() {
    house
        .alice()
        .asks()
        .get("/v1/channel-kinds")
        .then()
        .statusCode(200)
        .body("data.kind", Matchers.hasItems("email", "slack", "http"))
        .body("data.find { it.kind == 'slack' }.fields[0].name", Matchers.equalTo("url"))
        .body("data.find { it.kind == 'slack' }.fields[0].secret", Matchers.equalTo(true))
        .body(
            "data.find { it.kind == 'ntfy' }.fields[0].default",
            Matchers.equalTo("https://ntfy.sh/"));
  }
}

package dev.belfry.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Bodies;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Things;
import dev.belfry.house.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bodies that no client of good will sends, on every route that reads one. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileBodiesTest {
  /** Nobody's to say, whichever thing is made or changed. */
  private static final List<String> NOT_YOURS =
      List.of(
          "id",
          "account_id",
          "tenant_id",
          "hash",
          "hash_kid",
          "created_at",
          "created_by",
          "last_used_at",
          "revoked_at",
          "parent_id",
          "owner_id",
          "rights_version",
          "is_admin",
          "__proto__",
          "constructor");

  @Inject House house;
  @Inject Rows rows;
  private final Map<Bodies, String> paths = new HashMap<>();
  private Person alice;
  private Agent session;

  @BeforeEach
  @SuppressWarnings("NullAway.Init")
  void oneOfEverything() {
    if (alice == null) {
      alice = house.alice();
      session = Agent.session(alice);
      Things things = Things.of(alice, "mark-body", rows);
      Map<String, String> made = new HashMap<>();
      Bodies.all().forEach(body -> paths.put(body, things.filled(body.route(), made)));
    }
  }

  @Test
  @Checklist({42, 51})
  void whatIsNotOnesToSayIsRefusedByName() {
    everywhere(
        body -> {
          List<String> names = new ArrayList<>(NOT_YOURS);
          names.removeAll(body.fields().keySet());
          String json =
              "{"
                  + String.join(",", names.stream().map(name -> "'" + name + "':null").toList())
                  + "}";
          Answer answer = ask(body, json);
          boolean all =
              names.stream()
                  .allMatch(name -> answer.body().contains("\"pointer\":\"/" + name + "\""));
          return answer.status() == 422 && all ? "" : "" + answer;
        });
  }

  @Test
  @Checklist(40)
  void aFieldThatStandsThereTwiceIsRefused() {
    refusedEverywhere("{'name':'a','name':'b'}", 400);
    refusedEverywhere("{'name':'a','n\\u0061me':'b'}", 400);
    refusedEverywhere("{'scopes':[],'scopes':['*:*']}", 400);
    refusedEverywhere("{'x':{'a':1,'a':2}}", 400);
  }

  @Test
  @Checklist(41)
  void whatFollowsTheBodyIsRefused() {
    for (String body : List.of("{} {}", "{}x", "{}]", "{},{}", "{}//", "{}\n1")) {
      refusedEverywhere(body, 400);
    }
  }

  @Test
  @Checklist(43)
  void whatIsNoObjectIsRefused() {
    for (String body : List.of("[]", "null", "1", "true", "'x'", "[{}]")) {
      refusedEverywhere(body, 422);
    }
  }

  /** A number is no text, a text no number, and nothing is a list because it stands alone. */
  @Test
  @Checklist(43)
  void aValueOfAnotherTypeIsNamed() {
    Map<String, String> values =
        Map.of("string", "'1'", "integer", "1", "boolean", "true", "array", "[]", "object", "{}");
    everywhere(
        body -> {
          StringBuilder wrong = new StringBuilder();
          body.fields()
              .forEach(
                  (name, types) ->
                      values.forEach(
                          (type, value) -> {
                            Answer answer =
                                wanted(types, type)
                                    ? null
                                    : ask(body, "{'" + name + "':" + value + "}");
                            if (answer != null && !names(answer, name)) {
                              wrong.append(name).append(' ').append(value).append(answer);
                            }
                          }));
          return wrong.toString();
        });
  }

  private static boolean wanted(Set<String> types, String type) {
    return types.isEmpty()
        || types.contains(type)
        || (type.equals("integer") && types.contains("number"));
  }

  private static boolean names(Answer answer, String field) {
    return answer.status() == 422 && answer.body().contains("\"pointer\":\"/" + field);
  }

  @Test
  @Checklist(44)
  void aDeepBodyIsCut() {
    for (int depth : List.of(2_000, 100_000)) {
      refusedEverywhere("{'name':" + "[".repeat(depth) + "]".repeat(depth) + "}", 400);
      refusedEverywhere("{'x':".repeat(depth) + "1" + "}".repeat(depth), 400);
    }
    refusedEverywhere("[".repeat(500_000), 400);
  }

  @Test
  @Checklist(45)
  void aLongBodyIsCut() {
    String many = "1,".repeat(450_000);
    refusedEverywhere("{'x':[" + many + "1]}", 422);
    everywhere(
        body -> {
          Answer answer = ask(body, "{'name':'" + "x".repeat(10_000_000) + "'}");
          return answer.code().equals("too_large") ? "" : "" + answer.status();
        });
  }

  @Test
  @Checklist(46)
  void anEndlessNumberIsNotCalculated() {
    for (String number : List.of("1e999999999", "-1e999999999", "1e-999999999", "9".repeat(900))) {
      refusedEverywhere("{'x':" + number + "}", 422);
    }
    refusedEverywhere("{'x':" + "9".repeat(500_000) + "}", 400);
    refusedEverywhere("{'x':NaN}", 400);
    refusedEverywhere("{'x':Infinity}", 400);
    refusedEverywhere("{'x':0x10}", 400);
  }

  /** It is not unpacked at all, so that there is nothing to burst. */
  @Test
  @Checklist(47)
  void aPackedBodyIsNoJson() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"name\":\"packed\"}".getBytes(StandardCharsets.UTF_8));
      gzip.write(" ".repeat(50_000_000).getBytes(StandardCharsets.UTF_8));
    }
    for (String encoding : List.of("gzip", "deflate", "br", "gzip, gzip")) {
      int status = bytes(packed.toString(StandardCharsets.ISO_8859_1), encoding);
      assertTrue(status == 400 || status == 415, encoding + " " + status);
    }
  }

  private int bytes(String body, String encoding) {
    return Wire.ask(
            "POST",
            "/v1/categories",
            body,
            "Content-Type: application/json",
            "Content-Encoding: " + encoding,
            "X-Session-ID: " + alice.session())
        .status();
  }

  @Test
  @Checklist(48)
  void aBodyIsUtf8AndNothingElse() {
    String body = "{\"name\":\"coded\"}";
    List<String> types = List.of("utf-16", "UTF-16LE", "iso-8859-1", "utf-7", "x", "\"\"");
    for (String charset : types) {
      int status =
          Wire.ask(
                  "POST",
                  "/v1/categories",
                  body,
                  "Content-Type: application/json; charset=" + charset,
                  "X-Session-ID: " + alice.session())
              .status();
      assertEquals(415, status, charset);
    }
    for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      String coded = new String(body.getBytes(charset), StandardCharsets.ISO_8859_1);
      assertEquals(400, bytes(coded, "identity"));
    }
    assertEquals(400, bytes("\u00ef\u00bb\u00bf" + body, "identity"));
  }

  @Test
  @Checklist({49, 52, 95})
  void whatIsNotAnnouncedAsJsonIsNotRead() {
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "text/json",
            "application/jsonp",
            "application/octet-stream")) {
      everywhere(
          body -> {
            Answer answer = session.ask(body.route().verb(), path(body), type, multipart());
            return answer.status() == 415 ? "" : type + " " + answer;
          });
    }
  }

  private static String multipart() {
    return "--x\r\nContent-Disposition: form-data; name='a'; filename='../../x'\r\n\r\n{}\r\n--x--\r\n";
  }

  private String path(Bodies body) {
    return java.util.Objects.requireNonNull(paths.get(body));
  }

  private Answer ask(Bodies body, String json) {
    return session.ask(body.route().verb(), path(body), body.route().contentType(), json);
  }

  private void refusedEverywhere(String json, int status) {
    everywhere(
        body -> {
          Answer answer = ask(body, json);
          boolean problem = answer.header("Content-Type").startsWith("application/problem+json");
          return answer.status() == status && problem ? "" : "" + answer;
        });
  }

  private void everywhere(java.util.function.Function<Bodies, String> call) {
    Map<String, String> wrong = new TreeMap<>();
    paths.keySet().stream()
        .filter(Predicate.not(body -> body.fields().isEmpty()))
        .forEach(
            body -> {
              String found = call.apply(body);
              if (!found.isEmpty()) {
                wrong.put(body.route().toString(), found);
              }
            });
    assertEquals(Map.of(), wrong);
    assertTrue(paths.size() > 20, "only " + paths.size() + " routes read JSON");
  }
}

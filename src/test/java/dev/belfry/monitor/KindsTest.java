package dev.belfry.monitor;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.check.Checkers;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Monitors of every kind by the API; what each looks at is tried in its alcove. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KindsTest {
  @Inject House house;
  @Inject Checkers checkers;

  @Test
  void everyKindIsMadeShownAndLookedAt() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      int port = URI.create(site.url()).getPort();
      seen(alice, "{'name':'p','type':'port','host':'127.0.0.1','port':" + port + "}", "up", "ok");
      seen(
          alice,
          "{'name':'s','type':'ssl','host':'127.0.0.1','port':1}",
          "down",
          "connection_refused");
      seen(
          alice,
          "{'name':'d','type':'dns','record_name':'x.org','server':'127.0.0.1','server_port':1}",
          "down",
          "connection_refused");
      seen(
          alice,
          "{'name':'g','type':'grpc','host':'127.0.0.1','port':1,'tls':false}",
          "down",
          "connection_refused");
      seen(
          alice,
          "{'name':'b','type':'database','engine':'redis','host':'127.0.0.1','port':1}",
          "down",
          "connection_refused");
      seen(
          alice,
          "{'name':'a','type':'api','steps':[{'url':'"
              + site.url()
              + "','assertions':[{'source':'status','comparison':'equals','value':'200'}]}]}",
          "up",
          "ok");
    }
  }

  /** They stand beside each other in one document. */
  @Test
  void noTargetHasAFieldOfAllMonitors() {
    Set<String> common = names(NewMonitor.class);
    for (String kind : checkers.kinds()) {
      Set<String> both = names(checkers.of(kind).targetType());
      both.retainAll(common);
      assertEquals(Set.of(), both, kind);
    }
    assertEquals(9, checkers.kinds().size());
  }

  private static Set<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatIsWrongIsNamedByTheFieldsOfTheKind() {
    refused("{'name':'p','type':'port','host':'a b','port':70000,'url':'http://x'}")
        .body("errors.pointer", containsInAnyOrder("/port", "/url"));
    refused("{'name':'p','type':'port','host':'a b','port':70,'starttls':'smtp','send':'x'}")
        .body("errors.pointer", containsInAnyOrder("/host", "/starttls"));
    refused("{'name':'d','type':'domain','domain':'localhost','warn_days':1}")
        .body("errors.pointer", containsInAnyOrder("/domain", "/warn_days"));
    refused(
            "{'name':'d','type':'dns','record_name':'x.org','domain':'x.org','server':'169.254.169.254'}")
        .body("errors.pointer", hasItem("/domain"));
    refused("{'name':'i','type':'ping','host':'169.254.169.254'}")
        .body("errors.code", hasItem("blocked_address"));
    refused("{'name':'g','type':'grpc','host':'a b','port':0,'service':'a b'}")
        .body("errors.pointer", containsInAnyOrder("/port", "/service"));
    refused("{'name':'a','type':'api','steps':[]}").body("errors.pointer", hasItem("/steps"));
  }

  /** A masked secret stays with whom it was sent to, whatever the kind. */
  @Test
  void keptSecretsStayWhereTheyWent() {
    Person alice = house.alice();
    String port =
        made(alice, "{'name':'p','type':'port','host':'127.0.0.1','port':7,'send':'hush-4711'}");
    Watched.patch(alice, port, "{\"name\":\"q\"}")
        .statusCode(200)
        .body("send", equalTo("***"))
        .body(not(containsString("hush-4711")));
    elsewhere(alice, port, "{\"port\":8}", "/send");
    elsewhere(alice, port, "{\"host\":\"127.0.0.2\"}", "/send");
    String redis =
        made(
            alice,
            "{'name':'r','type':'database','engine':'redis','host':'::1','password':'hush-4711'}");
    elsewhere(alice, redis, "{\"port\":8}", "/password");
    String api =
        made(
            alice,
            "{'name':'a','type':'api','steps':[{'url':'http://localhost:1/a'},"
                + "{'url':'http://localhost:2/b','headers':{'X-Any':'hush-4711'}}]}");
    elsewhere(
        alice,
        api,
        "{\"steps\":[{\"url\":\"http://localhost:1/a\"},{\"url\":\"http://localhost:3/b\",\"headers\":{\"X-Any\":\"***\"}}]}",
        "/steps/1/headers/X-Any");
    Watched.patch(
            alice,
            api,
            "{\"steps\":[{\"url\":\"http://localhost:9/a\"},{\"url\":\"http://localhost:2/c\",\"headers\":{\"X-Any\":\"***\"}}]}")
        .statusCode(200)
        .body("steps[1].headers.X-Any", equalTo("***"));
  }

  private static void elsewhere(Person person, String id, String patch, String pointer) {
    Watched.patch(person, id, patch).statusCode(422).body("errors[0].pointer", equalTo(pointer));
  }

  private ValidatableResponse refused(String body) {
    return house
        .alice()
        .asks()
        .body(body.replace('\'', '"'))
        .post("/v1/monitors")
        .then()
        .statusCode(422);
  }

  private static String made(Person person, String body) {
    return person
        .asks()
        .body(body.replace('\'', '"'))
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void seen(Person person, String body, String status, String code) {
    String id = made(person, body);
    person
        .asks()
        .post("/v1/monitors/" + id + "/check")
        .then()
        .statusCode(200)
        .body("status", equalTo(status))
        .body("code", equalTo(code));
  }
}

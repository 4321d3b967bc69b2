package dev.belfry.statuspage.published;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.TextServer;
import dev.belfry.statuspage.DomainRounds;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** A domain is whose page shows by the DNS that it may have it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ProvenDomainTest.Profile.class)
class ProvenDomainTest {
  private static final String PORT = "test.dns.port";
  private static TextServer dns;

  @Inject House house;
  @Inject TestClock clock;
  @Inject DomainRounds rounds;
  @Inject Domains domains;
  @Inject Rows rows;

  private final String host = "s" + UUID.randomUUID() + ".example.org";
  private final String name = "_belfry-challenge." + host;

  /** With proofs, as without settings, and a name server of the test. */
  public static class Profile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try (DatagramSocket free = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
        System.setProperty(PORT, Integer.toString(free.getLocalPort()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of(
          "belfry.statuspage.domain-proof",
          "true",
          "belfry.statuspage.domain-resolver",
          "127.0.0.1:" + System.getProperty(PORT),
          "belfry.statuspage.reserved-domains",
          "belfry.example.org");
    }
  }

  @BeforeAll
  static void start() {
    dns = new TextServer(Integer.getInteger(PORT));
  }

  @AfterAll
  static void stop() {
    dns.close();
  }

  private static ValidatableResponse make(Person owner, String domain) {
    return StatusPageTest.make(
            owner,
            "{'name':'Shop','slug':'"
                + StatusPageTest.slug()
                + "','components':[{'name':'Till'}],'domain':'"
                + domain
                + "'}")
        .statusCode(201);
  }

  private static String made(Person owner, String domain) {
    return make(owner, domain).extract().path("id");
  }

  private static ValidatableResponse page(Person owner, String id) {
    return owner.asks().get("/v1/status-pages/" + id).then().statusCode(200);
  }

  private static String value(Person owner, String id) {
    return page(owner, id).extract().path("domain_proof.value");
  }

  /** Past the pause between two. */
  private ValidatableResponse verify(Person owner, String id) {
    clock.advance(Duration.ofSeconds(6));
    return owner.asks().body("").post("/v1/status-pages/" + id + "/domain/verify").then();
  }

  private Response visit(String path) {
    domains.runDue();
    return given().redirects().follow(false).header("Host", host).get(path);
  }

  @Test
  void isServedOnceTheDnsSaysSoAndNotBefore() throws Exception {
    Person alice = house.alice();
    ValidatableResponse fresh = make(alice, host);
    fresh
        .body("domain", equalTo(host))
        .body("domain_proof.status", equalTo("pending"))
        .body("domain_proof.name", equalTo(name))
        .body("domain_proof.value", matchesPattern("[0-9a-f]{40}"))
        .body("domain_proof.checked_at", nullValue())
        .body("domain_proof.error", nullValue());
    String id = fresh.extract().path("id");
    String slug = fresh.extract().path("slug");
    visit("/").then().statusCode(302).header("Location", equalTo("/docs"));
    visit("/status/" + slug + "/api/v2/status.json")
        .then()
        .body("page.url", not(containsString("https://" + host)));
    rounds.runDue();
    page(alice, id)
        .body("domain_proof.error", equalTo("There is no TXT record."))
        .body("domain_proof.checked_at", notNullValue());
    dns.holds(name, "v=spf1 -all", value(alice, id), "another");
    verify(alice, id)
        .statusCode(200)
        .header("ETag", notNullValue())
        .body("domain_proof.status", equalTo("proven"))
        .body("domain_proof.error", nullValue());
    visit("/").then().statusCode(200).body(containsString("Till"));
    visit("/api/v2/status.json").then().body("page.url", equalTo("https://" + host));
    visit("/v1/account").then().statusCode(404);
    alice
        .asks()
        .get("/v1/activity?object_id=" + id)
        .then()
        .body(
            "data.action",
            contains("statuspage.domain_proven", "statuspage.domain_claimed", "statuspage.created"))
        .body("data[0].actor.kind", equalTo("user"))
        .body("data[0].changes[0].after", equalTo(host));
  }

  @Test
  void belfryLooksAgainByItselfEverMoreSeldom() throws Exception {
    Person alice = house.alice();
    String id = made(alice, host);
    rounds.runDue();
    rounds.runDue();
    assertEquals(1, dns.asked(name));
    clock.advance(Duration.ofSeconds(59));
    rounds.runDue();
    assertEquals(1, dns.asked(name));
    clock.advance(Duration.ofSeconds(2));
    rounds.runDue();
    assertEquals(2, dns.asked(name));
    dns.holds(name, value(alice, id));
    clock.advance(Duration.ofMinutes(3));
    rounds.runDue();
    page(alice, id).body("domain_proof.status", equalTo("proven"));
    clock.advance(Duration.ofDays(1));
    rounds.runDue();
    assertEquals(3, dns.asked(name));
    alice
        .asks()
        .get("/v1/activity?object_id=" + id)
        .then()
        .body("data[0].action", equalTo("statuspage.domain_proven"))
        .body("data[0].actor.kind", equalTo("system"));
  }

  @Test
  void whatIsNoAnswerIsNoProof() {
    Person alice = house.alice();
    String id = made(alice, host);
    String other = value(alice, made(alice, host));
    assertNotEquals(value(alice, id), other);
    dns.holds(name, other, value(alice, id).substring(1));
    verify(alice, id)
        .statusCode(200)
        .body("domain_proof.status", equalTo("pending"))
        .body("domain_proof.error", equalTo("None of the TXT records (2) holds the value."));
    dns.fails(name, Rcode.SERVFAIL);
    verify(alice, id).body("domain_proof.error", containsString("SERVFAIL"));
    dns.fails(name, -1);
    long before = dns.asked(name);
    verify(alice, id)
        .body("domain_proof.status", equalTo("pending"))
        .body("domain_proof.error", containsString("The DNS could not be asked"));
    assertEquals(before + 3, dns.asked(name), "a datagram may be lost");
    alice.asks().body("").post("/v1/status-pages/" + id + "/domain/verify").then().statusCode(200);
    assertEquals(before + 3, dns.asked(name), "asked a moment ago");
    dns.holds(name, value(alice, id));
    verify(alice, id).body("domain_proof.status", equalTo("proven"));
  }

  @Test
  void theFirstThatProvesItHasItAsLongAsItsRecordStands() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    String first = made(alice, host);
    String second = made(mallory, host);
    dns.holds(name, value(mallory, second));
    verify(alice, first).body("domain_proof.status", equalTo("pending"));
    verify(mallory, second).body("domain_proof.status", equalTo("proven"));
    visit("/").then().statusCode(200);
    dns.holds(name, value(alice, first), value(mallory, second));
    verify(alice, first)
        .body("domain_proof.status", equalTo("pending"))
        .body("domain_proof.error", containsString("Another status page has this domain"));
    dns.holds(name, value(alice, first));
    verify(alice, first).body("domain_proof.status", equalTo("proven"));
    page(mallory, second).body("domain_proof.error", containsString("Somebody else"));
    mallory
        .asks()
        .get("/v1/activity?object_id=" + second)
        .then()
        .body("data[0].action", equalTo("statuspage.domain_lost"))
        .body("data[0].actor.kind", equalTo("system"))
        .body("data[0].address", nullValue());
    visit("/").then().statusCode(200);
  }

  @Test
  void theProofFallsWithTheDomain() {
    Person alice = house.alice();
    String id = made(alice, host);
    String value = value(alice, id);
    dns.holds(name, value);
    verify(alice, id).body("domain_proof.status", equalTo("proven"));
    patch(alice, id, "{'name':'Still'}").body("domain_proof.status", equalTo("proven"));
    patch(alice, id, "{'domain':'x" + host + "'}")
        .body("domain_proof.status", equalTo("pending"))
        .body("domain_proof.value", not(equalTo(value)));
    visit("/").then().statusCode(302);
    patch(alice, id, "{'domain':null}").body("domain_proof", nullValue());
    verify(alice, id).statusCode(409);
    patch(alice, id, "{'domain':'" + host + "'}").body("domain_proof.status", equalTo("pending"));
    verify(alice, id).body("domain_proof.status", equalTo("proven"));
  }

  private static ValidatableResponse patch(Person owner, String id, String body) {
    return owner
        .asks()
        .contentType(Json.PATCH)
        .body(body.replace('\'', '"'))
        .patch("/v1/status-pages/" + id)
        .then()
        .statusCode(200);
  }

  /** It may have been claimed before the setting said whose it is. */
  @Test
  void aHostOfBelfryIsNeverLostToAPage() {
    Person alice = house.alice();
    String id = made(alice, host);
    dns.holds(name, value(alice, id));
    verify(alice, id).body("domain_proof.status", equalTo("proven"));
    String slug = page(alice, id).extract().path("slug");
    visit("/v1/account").then().statusCode(404);
    rows.change("update statuspage_address set name = 'belfry.example.org' where name = ?", host);
    domains.runDue();
    given().header("Host", "belfry.example.org").get("/v1/account").then().statusCode(401);
    given().header("Host", "belfry.example.org").get("/status/" + slug).then().statusCode(200);
    StatusPageTest.make(
            alice,
            "{'name':'x','slug':'" + StatusPageTest.slug() + "','domain':'Belfry.example.org'}")
        .statusCode(422)
        .body("errors.pointer", contains("/domain"));
  }

  @Test
  void nobodyElseMayLook() {
    String id = made(house.alice(), host);
    verify(house.mallory(), id).statusCode(404);
    assertEquals(0, dns.asked(name));
    house.mallory().asks().get("/v1/activity").then().body("data.object.id", not(hasItem(id)));
  }
}

package dev.belfry.monitor;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.SecuredSite;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import dev.belfry.platform.wire.Certificates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the API to the handshake and back, and nowhere else. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ClientCertificatesTest {
  private static Certificates server;
  private static Certificates client;
  private static Certificates other;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Rounds rounds;
  @Inject ObjectMapper mapper;

  @BeforeAll
  static void make(@TempDir Path directory) throws Exception {
    server = Certificates.of(directory, "server", "ip:127.0.0.1", "-1d", 3000);
    client = Certificates.of(directory, "client", "dns:client.test", "-1d", 3000);
    other = Certificates.of(directory, "other", "dns:client.test", "-1d", 3000);
  }

  @Test
  void isShownToTheServerAndToNobodyElse() throws Exception {
    Person alice = house.alice();
    try (SecuredSite site = new SecuredSite(server.asking(client), true, "TLSv1.3")) {
      ValidatableResponse made =
          alice.asks().body(body(site, client).toString()).post("/v1/monitors").then();
      String id = made.statusCode(201).extract().path("id");
      showsNoSecret(made);
      String fingerprint = made.extract().path("client_certificate.fingerprint");
      clock.advanceSeconds(60);
      rounds.runDue();
      showsNoSecret(alice.asks().get("/v1/monitors/" + id).then().body("status", equalTo("up")));
      assertFalse(stored(id).contains(secret(client)), "stored in the clear");

      // Another name keeps it, and what is told of it.
      String patch = "application/merge-patch+json";
      showsNoSecret(
          alice
              .asks()
              .contentType(patch)
              .body("{\"name\":\"Other\"}")
              .patch("/v1/monitors/" + id)
              .then()
              .statusCode(200)
              .body("client_certificate.fingerprint", equalTo(fingerprint)));
      alice.asks().post("/v1/monitors/" + id + "/check").then().body("code", equalTo("ok"));

      // Half of another is none, and elsewhere it does not go.
      alice
          .asks()
          .contentType(patch)
          .body(
              mapper
                  .createObjectNode()
                  .set(
                      "client_certificate",
                      mapper.createObjectNode().put("certificate", other.chainPem()))
                  .toString())
          .patch("/v1/monitors/" + id)
          .then()
          .statusCode(422)
          .body("errors.pointer", hasItem("/client_certificate/private_key"));
      alice
          .asks()
          .contentType(patch)
          .body("{\"url\":\"https://localhost:" + site.port() + "/\"}")
          .patch("/v1/monitors/" + id)
          .then()
          .statusCode(422)
          .body("errors.code", hasItem("masked"))
          .body(
              "errors.pointer",
              hasItems("/client_certificate/certificate", "/client_certificate/private_key"));

      String log = alice.asks().get("/v1/activity").asString();
      assertFalse(log.contains(secret(client)), log);
      alice
          .asks()
          .get("/v1/monitors/export?format=csv")
          .then()
          .statusCode(200)
          .body(not(containsString(secret(client))));
      alice
          .asks()
          .contentType(patch)
          .body("{\"client_certificate\":null}")
          .patch("/v1/monitors/" + id)
          .then()
          .statusCode(200)
          .body("client_certificate", nullValue());
      assertEquals(
          "client_certificate_required",
          alice.asks().post("/v1/monitors/" + id + "/check").path("code"));
    }
  }

  @Test
  void garbageIsNamedAndNotRepeated() throws Exception {
    Person alice = house.alice();
    try (SecuredSite site = new SecuredSite(server.asking(client), true, "TLSv1.3")) {
      ObjectNode body = body(site, client);
      ((ObjectNode) body.get("client_certificate")).put("private_key", secret(client));
      alice
          .asks()
          .body(body.toString())
          .post("/v1/monitors")
          .then()
          .statusCode(422)
          .body("errors.pointer", hasItem("/client_certificate/private_key"))
          .body(not(containsString(secret(client))));
      ((ObjectNode) body.get("client_certificate")).put("private_key", other.keyPem());
      alice
          .asks()
          .body(body.toString())
          .post("/v1/monitors/test")
          .then()
          .statusCode(422)
          .body("errors.code", hasItem("key_mismatch"));
    }
  }

  private static void showsNoSecret(ValidatableResponse answer) throws Exception {
    answer
        .body("client_certificate.certificate", equalTo("***"))
        .body("client_certificate.private_key", equalTo("***"))
        .body("client_certificate.subject", equalTo("CN=peer"))
        .body("client_certificate.fingerprint", matchesPattern("[0-9a-f]{64}"))
        .body("client_certificate.expires_at", matchesPattern(".*T.*Z"))
        .body(not(containsString(secret(client))));
  }

  private ObjectNode body(SecuredSite site, Certificates shown) throws Exception {
    ObjectNode body =
        mapper
            .createObjectNode()
            .put("name", "Vault")
            .put("type", "http")
            .put("url", site.url())
            .put("ca_certificates", server.authorityPem());
    body.putObject("client_certificate")
        .put("certificate", shown.chainPem())
        .put("private_key", shown.keyPem());
    return body;
  }

  /** A line of the key. */
  private static String secret(Certificates certificates) throws Exception {
    return certificates.keyPem().lines().skip(1).findFirst().orElseThrow();
  }

  private String stored(String id) {
    return rows.select("select target::text from monitor where name in ('Vault', 'Other')")
            .toString()
        + id;
  }
}

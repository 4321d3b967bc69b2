package dev.belfry.bulk;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment looks at what it has changed, and waits for all results. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeploymentGateTest {
  @Inject House house;
  private Person alice;
  private Changes change;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
    change = new Changes(alice);
  }

  @Test
  void aGateWaitsForAllResults() throws Exception {
    try (Site good = new Site();
        Site bad = new Site()) {
      bad.answers(500);
      change.monitor("'name':'Good','url':'" + good.url() + "','tags':['shop']");
      change
          .bulk("{'action':'check','filter':{'tag':'shop'},'wait_seconds':30}")
          .statusCode(200)
          .body("passed", equalTo(true))
          .body("results.result.status", contains("up"));
      String job =
          alice
              .asks()
              .body(
                  "{\"name\":\"Job\",\"type\":\"heartbeat\",\"period_seconds\":60,\"tags\":[\"shop\"]}")
              .post("/v1/monitors")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      change
          .bulk("{'action':'check','filter':{'tag':'shop'},'wait_seconds':30}")
          .body("passed", equalTo(true))
          .body("unchanged", equalTo(1))
          .body("results.name", contains("Good"));
      change
          .bulk("{'action':'check','ids':['" + job + "']}")
          .body("passed", equalTo(false))
          .body("refusals.code", contains("reports_by_itself"));
      change.monitor("'name':'Bad','url':'" + bad.url() + "','tags':['shop'],'confirm_down':1");
      change
          .bulk("{'action':'check','filter':{'tag':'shop'},'wait_seconds':30}")
          .statusCode(200)
          .body("passed", equalTo(false))
          .body("results.name", contains("Good", "Bad"))
          .body("results.passed", contains(true, false));
      assertEquals(List.of("Bad"), change.names("status=down"));
      // A word that nobody has is no pass.
      change
          .bulk("{'action':'check','filter':{'tag':'shpo'}}")
          .body("passed", equalTo(false))
          .body("results", hasSize(0));
    }
  }
}

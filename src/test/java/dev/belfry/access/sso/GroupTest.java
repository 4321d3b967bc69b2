package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.access.grant.Scope;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What groups give, to whom it may be given, and that it goes as it came. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class GroupTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject Rows rows;

  @Test
  void aMappingIsMadeReadReplacedAndDeleted() {
    Person alice = house.alice();
    String role = desk.role(alice, "monitor:read");
    String id =
        Desk.map(alice, "operations", role)
            .then()
            .statusCode(201)
            .body("group", equalTo("operations"))
            .extract()
            .path("id");
    Desk.map(alice, "operations", role).then().statusCode(409).body("code", equalTo("taken"));
    String tag = alice.asks().get("/v1/sso/mappings/" + id).then().extract().header("ETag");
    String body = "{\"group\":\"readers\",\"role_id\":\"" + role + "\"}";
    alice
        .asks()
        .header("If-Match", tag)
        .body(body)
        .put("/v1/sso/mappings/" + id)
        .then()
        .statusCode(200)
        .body("group", equalTo("readers"));
    alice
        .asks()
        .header("If-Match", tag)
        .body(body)
        .put("/v1/sso/mappings/" + id)
        .then()
        .statusCode(412);
    alice.asks().get("/v1/sso/mappings").then().body("data.group", hasItem("readers"));
    alice.asks().delete("/v1/sso/mappings/" + id).then().statusCode(204);
    alice.asks().get("/v1/sso/mappings").then().body("data", hasSize(0));
    alice.asks().get("/v1/activity").then().body("data.action", hasItem("sso.mapping.deleted"));
  }

  @Test
  void nobodyMapsARoleThatGivesMoreThanHisOwnRights() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "sso:update", "sso:read", "monitor:read");
    Desk.map(bob, "operations", desk.role(alice, "monitor:read")).then().statusCode(201);
    Desk.map(bob, "operations", desk.role(alice, "monitor:read", "monitor:delete"))
        .then()
        .statusCode(403)
        .body("code", equalTo("escalation_denied"));
    String mild = bob.asks().get("/v1/sso/mappings").then().extract().path("data[0].id");
    String strong = desk.role(alice, Scope.KEY_CREATE.text());
    bob.asks()
        .body("{\"group\":\"operations\",\"role_id\":\"" + strong + "\"}")
        .put("/v1/sso/mappings/" + mild)
        .then()
        .statusCode(403);
    Desk.map(house.carol(alice), "operations", desk.role(alice, "monitor:read"))
        .then()
        .statusCode(403);
  }

  @Test
  @Checklist(65)
  void aRoleOfAnotherAccountIsNoRole() {
    Person mallory = house.mallory();
    Desk.map(mallory, "operations", desk.role(house.alice(), "monitor:read"))
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/role_id"));
    Desk.map(mallory, "operations", TypeId.format("rol", TypeId.next())).then().statusCode(422);
    Desk.map(mallory, " ", "rol").then().statusCode(422);
  }

  @Test
  void aMappingOfAnotherAccountIsNotThere() {
    Person alice = house.alice();
    String id =
        Desk.map(alice, "operations", desk.role(alice, "monitor:read")).then().extract().path("id");
    Person mallory = house.mallory();
    mallory.asks().get("/v1/sso/mappings/" + id).then().statusCode(404);
    mallory.asks().delete("/v1/sso/mappings/" + id).then().statusCode(404);
  }

  @Test
  void groupsGiveWhatTheyGiveInEachAccountAndNothingElsewhere() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    String readers = desk.group(alice, "monitor:read");
    String writers = desk.group(mallory, "category:create");
    String subject = Desk.someone();
    desk.session(subject, readers, writers, "an unmapped group");
    assertEquals(1, members(alice, subject));
    assertEquals(1, members(mallory, subject));
    assertEquals(0, members(house.alice(), subject));
  }

  @Test
  void aLostGroupIsLostAtOnceForAllThatIsOpen() {
    Person alice = house.alice();
    String readers = desk.group(alice, "category:read");
    String writers = desk.group(alice, "category:create");
    String subject = Desk.someone();
    String first = desk.session(subject, readers, writers);
    session(first).body("{\"name\":\"one\"}").post("/v1/categories").then().statusCode(201);
    String second = desk.session(subject, readers);
    for (String session : new String[] {first, second}) {
      session(session).body("{\"name\":\"two\"}").post("/v1/categories").then().statusCode(403);
      session(session).get("/v1/categories").then().statusCode(200);
    }
    desk.signsIn(subject).then().statusCode(403).body("code", equalTo("sso_unmapped"));
    session(first).get("/v1/categories").then().statusCode(403);
    alice.asks().get("/v1/activity").then().body("data.action", hasItem("sso.refused"));
  }

  @Test
  void whatWasGivenByHandStays() {
    Person alice = house.alice();
    String group = desk.group(alice, "category:read");
    String subject = Desk.someone();
    String session = desk.session(subject, group);
    UUID direct = TypeId.require("rol", desk.role(alice, "category:create"));
    rows.change(
        """
        insert into access_member_role (account_id, membership_id, role_id, origin)
        select m.account_id, m.id, ?, 'direct' from access_membership m join access_user u on u.id = m.user_id
        where u.name = ?""",
        direct,
        subject);
    desk.session(subject);
    session(session).body("{\"name\":\"mine\"}").post("/v1/categories").then().statusCode(201);
    session(session).get("/v1/categories").then().statusCode(403);
  }

  @Test
  void whoeverWasDisabledByHandStaysOut() {
    Person alice = house.alice();
    String group = desk.group(alice, "category:read");
    String subject = Desk.someone();
    desk.session(subject, group);
    rows.change("update access_user set status = 'disabled' where name = ?", subject);
    desk.signsIn(subject, group).then().statusCode(403).body("code", equalTo("sso_refused"));
    rows.change("update access_user set status = 'active' where name = ?", subject);
    rows.change(
        "update access_membership set status = 'disabled' where user_id = (select id from access_user where name = ?)",
        subject);
    desk.signsIn(subject, group).then().statusCode(403).body("code", equalTo("sso_unmapped"));
  }

  @Test
  void aMappingGivesNoMoreThanItsMakerStillHolds() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "sso:update", "category:read");
    String group = desk.group(bob, "category:read");
    String subject = Desk.someone();
    desk.session(subject, group);
    grant(alice, bob, "sso:update");
    desk.signsIn(subject, group).then().statusCode(403).body("code", equalTo("sso_unmapped"));
    grant(alice, bob, "sso:update", "category:read");
    desk.session(subject, group);
  }

  @Test
  void aMappingGivesNothingWhenItsMakerMayMapNoMore() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "sso:update", "category:read");
    String group = desk.group(bob, "category:read");
    String subject = Desk.someone();
    desk.session(subject, group);
    grant(alice, bob, "category:read");
    desk.signsIn(subject, group).then().statusCode(403).body("code", equalTo("sso_unmapped"));
  }

  @Test
  void aMappingGivesItsMakerNothing() {
    Person alice = house.alice();
    String administrators = desk.group(alice, "sso:update", "category:read");
    String subject = Desk.someone();
    String session = desk.session(subject, administrators);
    String readers = "group " + UUID.randomUUID();
    session(session)
        .header("Origin", "http://localhost")
        .body(
            "{\"group\":\""
                + readers
                + "\",\"role_id\":\""
                + desk.role(alice, "category:read")
                + "\"}")
        .post("/v1/sso/mappings")
        .then()
        .statusCode(201);
    desk.session(Desk.someone(), readers);
    desk.signsIn(subject, readers).then().statusCode(403).body("code", equalTo("sso_unmapped"));
  }

  @Test
  void aSubAccountMapsGroupsOnlyWhereItsParentLetsIt() {
    Person alice = house.alice();
    String id =
        alice
            .asks()
            .body("{\"name\":\"Sub\",\"plan\":\"free\"}")
            .post("/v1/accounts")
            .then()
            .statusCode(201)
            .body("group_mapping", equalTo(false))
            .extract()
            .path("id");
    AccountId sub = AccountId.fromString(id);
    String again = House.signIn(alice.email());
    String inside =
        session(again)
            .body("{\"account_id\":\"" + id + "\"}")
            .post("/v1/session/switch")
            .then()
            .extract()
            .path("token");
    Person within = new Person(sub, alice.email(), inside, alice.founder());
    String role = desk.role(within, "category:read");
    String group = "group " + UUID.randomUUID();
    Desk.map(within, group, role).then().statusCode(403).body("code", equalTo("group_mapping_off"));
    mapping(alice, id, true);
    Desk.map(within, group, role).then().statusCode(201);
    desk.session(Desk.someone(), group);
    mapping(alice, id, false);
    desk.signsIn(Desk.someone(), group).then().statusCode(403);
  }

  private static void mapping(Person parent, String account, boolean may) {
    parent
        .asks()
        .contentType(Json.PATCH)
        .body("{\"group_mapping\":" + may + "}")
        .patch("/v1/accounts/" + account)
        .then()
        .statusCode(200)
        .body("group_mapping", equalTo(may));
  }

  private static void grant(Person admin, Person whom, String... scopes) {
    admin
        .asks()
        .contentType(Json.PATCH)
        .body(
            Json.of(
                "{'grants':[{'scopes':['%s'],'categories':'ALL','groups':'ALL'}]}",
                String.join("','", scopes)))
        .patch("/v1/users/" + whom.founder().user().text())
        .then()
        .statusCode(200);
  }

  private int members(Person owner, String subject) {
    return rows.select(
            """
        select 1 from access_membership m join access_user u on u.id = m.user_id
        where m.account_id = ? and u.name = ?""",
            owner.account().uuid(),
            subject)
        .size();
  }

  private static RequestSpecification session(String token) {
    return given().header("X-Session-ID", token).contentType("application/json");
  }
}

package dev.belfry.access;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.AtOnce;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many there may be of what no plan counts, and how large a body may be. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CountsTest {
  @Inject House house;
  @Inject Rows rows;

  @Test
  void anAccountHasTwoHundredRoles() {
    Person alice = house.alice();
    roles(alice, 195);
    String role = role(alice, "199");
    post(alice, "/v1/roles", "{'name':'200','grants':[]}", 201);
    post(alice, "/v1/roles", "{'name':'201','grants':[]}", 409);
    alice.asks().delete("/v1/roles/" + role).then().statusCode(204);
    post(alice, "/v1/roles", "{'name':'201','grants':[]}", 201);
    assertEquals(200, count("access_role", alice));
  }

  @Test
  void aThousandInvitationsAreOpen() {
    Person alice = house.alice();
    invitations(alice, 999, "now() + interval '1 day'");
    invitations(alice, 10, "now() - interval '1 day'");
    post(alice, "/v1/invitations", "{'email':'last@example.org'}", 202);
    post(alice, "/v1/invitations", "{'email':'over@example.org'}", 409);
    post(alice, "/v1/users", "{'email':'over@example.org','name':'x'}", 409);
    String expired =
        TypeId.format(
            "inv",
            (UUID)
                rows.select(
                        "select id from access_invitation where account_id = ? and expires_at < now()",
                        alice.account().uuid())
                    .getFirst());
    alice
        .asks()
        .body("{}")
        .post("/v1/invitations/" + expired + "/resend")
        .then()
        .statusCode(409)
        .body("code", equalTo("too_many"));
  }

  @Test
  void anAccountHasFiveHundredMappingsAlsoWhenManyComeAtOnce() throws InterruptedException {
    Person alice = house.alice();
    String role = role(alice, "mapped");
    rows.change(
        """
        insert into access_sso_mapping (id, account_id, group_name, role_id, created_at, updated_at)
        select gen_random_uuid(), r.account_id, 'group ' || n, r.id, now(), now()
        from generate_series(1, 495) n, access_role r where r.account_id = ? and r.name = 'mapped'""",
        alice.account().uuid());
    List<Integer> answers =
        AtOnce.all(
            IntStream.range(0, 10)
                .<Callable<Integer>>mapToObj(
                    i ->
                        () ->
                            alice
                                .asks()
                                .body(Json.of("{'group':'new %s','role_id':'%s'}", "" + i, role))
                                .post("/v1/sso/mappings")
                                .statusCode())
                .toList());
    assertEquals(5, Collections.frequency(answers, 201));
    assertEquals(5, Collections.frequency(answers, 409));
    assertEquals(500, count("access_sso_mapping", alice));
  }

  @Test
  void aBodyNamesNoMoreThanItMay() {
    Person alice = house.alice();
    String grant = "{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}";
    String many = String.join(",", Collections.nCopies(51, grant));
    String ids = String.join(",", Collections.nCopies(201, "'cat_01h455vb4pex5vsknk084sn02q'"));
    for (String path : List.of("/v1/keys", "/v1/roles", "/v1/service-accounts")) {
      alice
          .asks()
          .body(Json.of("{'name':'x','grants':[" + many + "]}"))
          .post(path)
          .then()
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/grants"));
      alice
          .asks()
          .body(
              Json.of(
                  "{'name':'x','grants':[{'scopes':['monitor:read'],'groups':'ALL','categories':["
                      + ids
                      + "]}]}"))
          .post(path)
          .then()
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/grants/0/categories"));
    }
  }

  private void roles(Person owner, int many) {
    rows.change(
        """
        insert into access_role (id, account_id, name, grants, created_at, updated_at)
        select gen_random_uuid(), ?, 'role ' || n, '[]', now(), now() from generate_series(1, ?) n""",
        owner.account().uuid(),
        many);
  }

  private void invitations(Person owner, int many, String end) {
    rows.change(
        """
        insert into access_invitation (id, account_id, email, name, role_ids, grants, hash, hash_kid, inviter_id,
          expires_at, created_at, updated_at)
        select gen_random_uuid(), ?, n || '@example.org', 'x', '{}', '[]', decode(replace(gen_random_uuid()::text, '-', ''), 'hex'),
          1, ?, END, now(), now() from generate_series(1, ?) n"""
            .replace("END", end),
        owner.account().uuid(),
        owner.founder().member().uuid(),
        many);
  }

  private static String role(Person owner, String name) {
    return owner
        .asks()
        .body(Json.of("{'name':'%s','grants':[]}", name))
        .post("/v1/roles")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void post(Person who, String path, String body, int status) {
    who.asks().body(Json.of(body)).post(path).then().statusCode(status);
  }

  private int count(String table, Person owner) {
    return rows.select("select 1 from " + table + " where account_id = ?", owner.account().uuid())
        .size();
  }
}

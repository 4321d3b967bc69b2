package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;

import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.platform.id.TypeId;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.UUID;

/** Where the tests sign people in by the issuer, and lay what they need. */
@ApplicationScoped
class Desk {
  static final String COOKIE = "belfry_login";
  private final Issuer issuer;
  private final Rows rows;

  Desk(Issuer issuer, Rows rows) {
    this.issuer = issuer;
    this.rows = rows;
  }

  /** A login that has been sent to the provider and has not come back. */
  record Begun(URI to, String cookie) {
    String state() {
      return Issuer.parameter(to, "state");
    }

    String nonce() {
      return Issuer.parameter(to, "nonce");
    }
  }

  static Begun begin(String next) {
    Response answer =
        given().redirects().follow(false).queryParam("next", next).get("/v1/sso/login");
    answer.then().statusCode(303);
    return new Begun(URI.create(answer.header("Location")), answer.cookie(COOKIE));
  }

  /** The browser comes back with a code. */
  Response comeBack(Begun begun) {
    return given()
        .redirects()
        .follow(false)
        .cookie(COOKIE, begun.cookie())
        .queryParam("code", "a code")
        .queryParam("state", begun.state())
        .queryParam("iss", issuer.url())
        .get("/v1/sso/callback");
  }

  /** From the beginning to the answer of the callback. */
  Response signsIn(String subject, String... groups) {
    Begun begun = begin("/docs");
    issuer.exchanges(issuer.signed("JWT", issuer.idClaims(subject, begun.nonce(), groups).build()));
    return comeBack(begun);
  }

  /** The session of somebody who is let in. */
  String session(String subject, String... groups) {
    return signsIn(subject, groups).then().statusCode(303).extract().cookie("belfry_session");
  }

  /** A role with these scopes on everything. */
  String role(Person owner, String... scopes) {
    UUID id = TypeId.next();
    rows.change(
        """
        insert into access_role (id, account_id, name, grants, created_at, updated_at)
        values (?, ?, ?, jsonb_build_array(jsonb_build_object('scopes', to_jsonb(string_to_array(?, ' ')),
          'categories', 'ALL', 'groups', 'ALL')), now(), now())""",
        id,
        owner.account().uuid(),
        "role " + id,
        String.join(" ", scopes));
    return TypeId.format("rol", id);
  }

  /** A fresh group that gives these scopes. */
  String group(Person owner, String... scopes) {
    String group = "group " + UUID.randomUUID();
    map(owner, group, role(owner, scopes)).then().statusCode(201);
    return group;
  }

  static Response map(Person owner, String group, String role) {
    return owner
        .asks()
        .body("{\"group\":\"" + group + "\",\"role_id\":\"" + role + "\"}")
        .post("/v1/sso/mappings");
  }

  static String someone() {
    return "somebody " + UUID.randomUUID();
  }
}

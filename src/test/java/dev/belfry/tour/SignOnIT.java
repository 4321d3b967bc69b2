package dev.belfry.tour;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Browser;
import dev.belfry.house.Keycloak;
import dev.belfry.house.Packaged;
import dev.belfry.house.Replicas;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single sign-on of the packaged program at a Keycloak, by its own pages. */
class SignOnIT {
  private static final String KEY = "bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD";
  private static final String CLIENT_SECRET = "a secret of the test realm";
  @TempDir Path directory;

  @Test
  void peopleAndProgramsOfARealmComeAndGo() {
    int port = Packaged.freePort();
    try (Replicas replicas = new Replicas(directory, 1, settings(port))) {
      Packaged belfry = replicas.programs().getFirst();
      // Nothing is there yet, and Belfry has started: only a login needs the provider.
      given().get(belfry.url() + "/v1/sso/login").then().statusCode(503);
      try (Keycloak keycloak = new Keycloak(directory, port, belfry.url()).ready()) {
        map(belfry, "operations", role(replicas, "category:read category:create"));
        map(belfry, "readers", role(replicas, "monitor:read"));
        TourIT.await(() -> redirects(belfry));

        Browser olgas = comes(belfry, "olga", "olgas password");
        assertEquals(
            List.of("category:create", "category:read"), scopes(belfry, session(belfry, olgas)));
        leavesAtTheProvider(belfry, keycloak, olgas);
        losesAGroup(belfry, keycloak);
        isNobody(belfry);
        bringsAToken(belfry, keycloak);
        keepsSecretsOut(belfry, olgas);
      }
    }
  }

  private static Map<String, String> settings(int keycloak) {
    return Map.of(
        "BELFRY_BOOTSTRAP_ADMIN_KEY",
        KEY,
        "BELFRY_ACCESS_SSO_ISSUER",
        Keycloak.issuer(keycloak),
        "BELFRY_ACCESS_SSO_CLIENT_ID",
        "belfry",
        "BELFRY_ACCESS_SSO_CLIENT_SECRET",
        CLIENT_SECRET,
        "BELFRY_ACCESS_SSO_PUBLIC_URL",
        "http://localhost:${quarkus.http.port}",
        "BELFRY_ACCESS_SSO_JWT_AUDIENCE",
        "belfry-api");
  }

  private static boolean redirects(Packaged belfry) {
    return given().redirects().follow(false).get(belfry.url() + "/v1/sso/login").statusCode()
        == 303;
  }

  private static void leavesAtTheProvider(Packaged belfry, Keycloak keycloak, Browser olgas) {
    String session = session(belfry, olgas);
    asks(session).get(belfry.url() + "/v1/session").then().statusCode(200);
    keycloak.logsOut("olga");
    TourIT.await(() -> asks(session).get(belfry.url() + "/v1/session").statusCode() == 401);
  }

  private static void losesAGroup(Packaged belfry, Keycloak keycloak) {
    String before = session(belfry, comes(belfry, "rita", "ritas password"));
    assertEquals(
        List.of("category:create", "category:read", "monitor:read"), scopes(belfry, before));
    keycloak.takesOut("rita", "operations");
    String after = session(belfry, comes(belfry, "rita", "ritas password"));
    assertEquals(List.of("monitor:read"), scopes(belfry, after));
    assertEquals(List.of("monitor:read"), scopes(belfry, before));
  }

  private static void isNobody(Packaged belfry) {
    Browser noras = new Browser();
    Browser.Page form = noras.get(URI.create(belfry.url() + "/v1/sso/login"));
    Browser.Page end = noras.submit(form, Map.of("username", "nora", "password", "noras password"));
    assertEquals(403, end.status(), end.body());
    assertTrue(end.body().contains("sso_unmapped"), end.body());
    assertEquals(
        Map.of(),
        noras.cookies(URI.create(belfry.url())).entrySet().stream()
            .filter(cookie -> cookie.getKey().equals("belfry_session"))
            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static void bringsAToken(Packaged belfry, Keycloak keycloak) {
    String token = keycloak.accessToken("rita", "ritas password", "openid monitor:read");
    bearer(token).get(belfry.url() + "/v1/monitors").then().statusCode(200);
    bearer(token).get(belfry.url() + "/v1/keys").then().statusCode(403);
    String empty = keycloak.accessToken("rita", "ritas password", "openid");
    bearer(empty).get(belfry.url() + "/v1/monitors").then().statusCode(403);
    String strange = keycloak.accessToken("nora", "noras password", "openid monitor:read");
    bearer(strange)
        .get(belfry.url() + "/v1/monitors")
        .then()
        .statusCode(401)
        .body("code", equalTo("invalid_credential"));
  }

  private static void keepsSecretsOut(Packaged belfry, Browser browser) {
    String log = belfry.log();
    assertFalse(log.contains(CLIENT_SECRET), "the client's secret is in the log");
    assertFalse(log.contains("code="), "a code is in the log");
    assertFalse(log.contains("eyJ"), "a token is in the log");
    assertFalse(log.contains(session(belfry, browser)), "a session is in the log");
  }

  /** Signs in by the form of the provider and comes back to where he wanted to go. */
  private static Browser comes(Packaged belfry, String user, String password) {
    Browser browser = new Browser();
    Browser.Page form = browser.get(URI.create(belfry.url() + "/v1/sso/login?next=/v1/session"));
    Browser.Page end = browser.submit(form, Map.of("username", user, "password", password));
    assertEquals(200, end.status(), end.body());
    assertEquals(URI.create(belfry.url() + "/v1/session"), end.uri());
    assertTrue(end.body().contains(user + "@example.org"), end.body());
    return browser;
  }

  private static String session(Packaged belfry, Browser browser) {
    return java.util.Objects.requireNonNull(
        browser.cookies(URI.create(belfry.url())).get("belfry_session"));
  }

  private static List<String> scopes(Packaged belfry, String session) {
    return asks(session)
        .get(belfry.url() + "/v1/session")
        .jsonPath()
        .getList("grants.scopes.flatten().unique().sort()");
  }

  private static RequestSpecification asks(String session) {
    return given().header("X-Session-ID", session);
  }

  private static RequestSpecification bearer(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  private static String role(Replicas replicas, String scopes) {
    UUID id = UUID.randomUUID();
    replicas.change(
        """
        insert into access_role (id, account_id, name, grants, created_at, updated_at)
        select ?, a.id, ?, jsonb_build_array(jsonb_build_object('scopes', to_jsonb(string_to_array(?, ' ')),
          'categories', 'ALL', 'groups', 'ALL')), now(), now() from access_account a""",
        id,
        scopes,
        scopes);
    return dev.belfry.platform.id.TypeId.format("rol", id);
  }

  private static void map(Packaged belfry, String group, String role) {
    given()
        .header("X-API-Key", KEY)
        .contentType("application/json")
        .body("{\"group\":\"" + group + "\",\"role_id\":\"" + role + "\"}")
        .post(belfry.url() + "/v1/sso/mappings")
        .then()
        .statusCode(201);
  }
}
